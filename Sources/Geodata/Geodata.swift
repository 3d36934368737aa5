// Geodata
