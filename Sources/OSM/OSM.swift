// OSM
