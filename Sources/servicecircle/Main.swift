import ArgumentParser

@main struct ServiceCircleCommand: ParsableCommand {}
