"""Writes an OpenStreetMap file of any format as .osm.pbf, which Valhalla wants. usage: FILE FILE.osm.pbf"""

import sys

import osmium

with osmium.SimpleWriter(sys.argv[2], overwrite=True) as writer:
    for entity in osmium.FileProcessor(sys.argv[1]):
        writer.add(entity)
