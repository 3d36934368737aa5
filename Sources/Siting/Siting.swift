// Siting
