"""Draws the two layers of the readers' race; the same files on every machine.

usage: layers.py CSV GEOJSON [POINTS] [MEGABYTES]

The table has id, name, weight, lon and lat; the GeoJSON points and polygons by turns, Chinese names and six properties.
"""

import math
import pathlib
import random
import sys

ROADS = ["竹根镇人民路", "金粟镇新华街", "杨柳镇滨江大道", "牛华镇建设路", "西坝镇中心街", "石麟镇解放路"]
KINDS = ["社区", "党群服务中心", "公共厕所", "银行网点", "加油站", "超市"]
POINTS = 1_000_000
MEGABYTES = 100


def name(draw, number):
    return f"{draw.choice(ROADS)}{number % 997 + 1}号{draw.choice(KINDS)}"


def place(draw):
    return 103.70 + draw.random() * 0.20, 29.25 + draw.random() * 0.25


def table(path, points):
    draw = random.Random(5)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("id,name,weight,lon,lat\n")
        for number in range(1, points + 1):
            lon, lat = place(draw)
            file.write(f"p{number},{name(draw, number)},{draw.randrange(1, 500)},{lon:.7f},{lat:.7f}\n")


def feature(draw, number):
    lon, lat = place(draw)
    if number % 2:
        geometry = f'{{"type":"Point","coordinates":[{lon:.7f},{lat:.7f}]}}'
    else:
        corners, size = draw.randrange(5, 60), 0.0005 + draw.random() * 0.002
        ring = [
            f"[{lon + size * math.cos(2 * math.pi * corner / corners):.7f},"
            f"{lat + size * math.sin(2 * math.pi * corner / corners):.7f}]" for corner in range(corners)]
        geometry = f'{{"type":"Polygon","coordinates":[[{",".join(ring + ring[:1])}]]}}'
    address = "null" if number % 5 == 0 else f'"乐山市五通桥区{draw.choice(ROADS)}"'
    return (
        f'{{"type":"Feature","properties":{{"id":"f{number}","名称":"{name(draw, number)}","类型":"{draw.choice(KINDS)}",'
        f'"地址":{address},"population":{draw.randrange(10, 9000)},"share":{draw.random():.4f},'
        f'"open":{"true" if draw.random() < 0.5 else "false"}}},"geometry":{geometry}}}')


def features(path, megabytes):
    draw = random.Random(7)
    with open(path, "w", encoding="utf-8", newline="") as file:
        size = file.write('{"type":"FeatureCollection","features":[\n')
        number = 0
        while size < megabytes * 1_000_000:
            number += 1
            text = ("" if number == 1 else ",\n") + feature(draw, number)
            file.write(text)
            size += len(text.encode())
        file.write("\n]}\n")


def main():
    table(pathlib.Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else POINTS)
    features(pathlib.Path(sys.argv[2]), float(sys.argv[4]) if len(sys.argv) > 4 else MEGABYTES)


if __name__ == "__main__":
    main()
