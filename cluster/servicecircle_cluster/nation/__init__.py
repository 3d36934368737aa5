"""A simulated nation: counties of made-up towns, sized as a census is, to measure what a nation takes."""
