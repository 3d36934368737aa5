"""The attacks, each a function of the server, a random generator and an event that ends it."""
import json
import socket
import time

import wire

FINE = (200, 400, 404, 405, 413, 414, 415, 421)
BAD = (400,)


def heads(server, chance, stop):
    """Heads that are none."""
    server.expect(BAD + (404, 405, 421, 431, 414, 505, 501, 200), chance.choice([
        b"\x00" * 300, bytes(chance.randrange(256) for _ in range(chance.randrange(1, 2000))) + b"\r\n\r\n",
        b"GET\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: x\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \x00\r\n\r\n", b"GET  /  HTTP/1.1\r\n\r\n", b"get / http/1.1\r\n\r\n", b"\r\n" * 5000,
        b"GET http://evil.example/ HTTP/1.1\r\nConnection: close\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n",
        server.head("GET /", "X: " + "a" * 20_000), server.head("GET /", *[f"X-{n}: 1" for n in range(300)]),
        server.head("GET /" + "a" * chance.randrange(8_000, 70_000)), server.head("GET /?" + "a=1&" * 1_900),
        server.head("GET /", "Cookie: " + ";" * 8_000), server.head("GET /", "Transfer-Encoding: gzip"),
        server.head("GET /", "X: \x7f\x01"), server.head("GET /")[:-2] + b"X\r: 1\r\n\r\n",
    ]), timeout=8)


def lengths(server, chance, stop):
    """Lengths that are wrong."""
    body = b'{"edits":[]}'
    start = ("Content-Type: application/json",)
    server.expect(FINE + (408,), chance.choice([
        server.head("POST /api/evaluate", *start, f"Content-Length: {length}") + body
        for length in ("-1", "99999999999999999999", "0x10", "1e3", "", "12, 12", "12 13", "+12", "5", "1048577", "0")
    ] + [
        server.head("POST /api/evaluate", *start, "Content-Length: 12", "Content-Length: 13") + body,
        server.head("POST /api/evaluate", *start, "Content-Length: 12", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
        server.head("POST /api/evaluate", *start, close=False) + body,
        server.head("GET /api/town", "Content-Length: 5") + b"abcde",
    ]), timeout=8)


def chunks(server, chance, stop):
    """Chunks that are none."""
    body = chance.choice([
        b"ZZ\r\nabc\r\n0\r\n\r\n", b"-1\r\nabc\r\n", b"FFFFFFFFFFFFFFFF\r\nabc", b"FFFFFFFFFFFFFFFFFFFFFF\r\nabc", b"3\r\nabcdef\r\n0\r\n\r\n",
        b"3;" + b"x" * 20_000 + b"\r\nabc\r\n0\r\n\r\n", b"1\r\na\r\n" * 20_000 + b"0\r\n\r\n", b"0\r\n" + b"Trailer: x\r\n" * 5_000 + b"\r\n",
        b"3\r\nabc\r\n0\r\nContent-Length: 5\r\n\r\n", b"C\r\n" + b'{"edits":[]}' + b"\r\n0\r\n\r\n", b"", b"0", b"\r\n\r\n", b"3\nabc\n0\n\n",
    ])
    server.expect(FINE + (408, 431), server.head(
        "POST /api/evaluate", "Content-Type: application/json", "Transfer-Encoding: " + chance.choice(
            ["chunked", "chunked, chunked", "chunked, gzip", "gzip, chunked", "xchunked"])) + body, timeout=8)


def huge(server, chance, stop):
    """100 MB, as far as they are taken."""
    piece = b" " * (1 << 20)
    is_chunked = chance.random() < 0.5
    how = "Transfer-Encoding: chunked" if is_chunked else "Content-Length: 104857600"
    with server.connect() as line:
        head = server.head("POST /api/evaluate", "Content-Type: application/json", how)
        try:
            line.sendall(head)
            for _ in range(100):
                line.sendall(b"100000\r\n" + piece + b"\r\n" if is_chunked else piece)
        except OSError:
            pass
        status, _ = server.read(line, head)
        if status not in (413, 429, None):
            server.tally.fault(f"{status} for 100 MB")


def slow_head(server, chance, stop):
    """A byte now and then."""
    with server.connect() as line:
        for byte in server.head("GET /api/town")[: chance.randrange(5, 60)]:
            line.send(bytes([byte]))
            if stop.wait(0.5):
                return


def slow_body(server, chance, stop):
    """A body that comes by and by: it is waited for 30 s."""
    with server.connect(40) as line:
        head = server.head("POST /api/evaluate", "Content-Type: application/json", "Content-Length: 1000")
        line.sendall(head)
        start = time.monotonic()
        line.settimeout(1)
        while time.monotonic() - start < 40 and not stop.is_set():
            try:
                line.send(b" ")
                if line.recv(1 << 16):
                    break
            except TimeoutError:
                continue
            except OSError:
                break


def slow_reader(server, chance, stop):
    """Asks for the largest layers and takes nothing."""
    with socket.socket() as line:
        line.settimeout(20)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.bind((wire.ATTACKER, 0))
        line.connect(("127.0.0.1", server.port))
        line.sendall(server.head("GET /api/layers/roads", close=False) * 20)
        stop.wait(chance.uniform(5, 40))


def crowd(server, chance, stop):
    """Connections that say nothing: 1,000 with those of others."""
    lines = []
    try:
        for _ in range(400):
            lines.append(server.connect(3, wire.CROWD))
    except OSError:
        pass
    for line in lines[:: 7]:
        try:
            line.send(b"GET / HTTP/1.1\r\n")
        except OSError:
            pass
    stop.wait(chance.uniform(5, 30))
    for line in lines:
        line.close()


def outside(server, chance, stop):
    """Paths that lead out of the folder."""
    up = chance.choice(["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "%252e%252e%252f", "..%5c", "..\\", "....//", "..%c0%af",
                        "%c0%ae%c0%ae/", "..;/", ".%00./", "%uff0e%uff0e/", "/../"])
    place = chance.choice(["", "assets/", "api/layers/", "ogc/collections/", "ogc/", "api/export/", "assets/maplibre/"])
    file = chance.choice(["etc/passwd", "Package.swift", "proc/self/environ", "etc/passwd%00.js", "analyses/wutongqiao.yaml", "root/.ssh/id_rsa"])
    status, answer = server.ask(server.head(f"GET /{place}{up * chance.randrange(1, 12)}{file}"), timeout=8)
    if status == 200 and b"<title" not in answer:
        server.tally.fault(f"200 for {place}{up}…{file}: {answer[:200]!r}")


def nested(server, chance, stop):
    """JSON in JSON in JSON."""
    deep = chance.choice([100, 1_000, 100_000, 500_000])
    body = chance.choice([
        b"[" * deep, b'{"edits":' * (deep // 9 + 1), b'{"edits":' + b"[" * deep + b"]" * deep + b"}",
        b'{"edits":[' + b'{"add":' * (deep // 8) + b"1" + b"}" * (deep // 8) + b"]}", b'{"inputs":{"edits":' + b"[" * deep + b"]" * deep + b"}}",
    ])[: 1 << 20]
    path = chance.choice(["/api/evaluate", "/api/area", "/api/export", "/api/siting", "/ogc/processes/run/execution",
                          "/ogc/processes/reach/execution", "/ogc/processes/solve/execution"])
    server.expect((400,), server.post(path, body), timeout=30)


def numbers(server, chance, stop):
    """Numbers and texts that are none."""
    value = chance.choice(["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e-400", "1" * 5_000, "-0", "0.1e", "01", "null", '"1"', "[]", "{}",
                           '"\\ud800"', '"\\u0000"', "true", "9007199254740993", "18446744073709551616", "1e308", '"' + "a" * 100_000 + '"'])
    station = json.dumps(server.stations[0][0])
    body, path = chance.choice([
        ('{"edits":[{"move":{"id":%s,"lon":%s,"lat":29.4}}]}' % (station, value), "/api/evaluate"),
        ('{"edits":[{"add":{"id":%s,"lon":103.8,"lat":29.4}}]}' % value, "/api/evaluate"),
        ('{"edits":[{"capacity":{"id":%s,"capacity":%s}}],"with":["load"]}' % (station, value), "/api/evaluate"),
        ('{"edits":[{"extra_min":{"id":%s,"minutes":%s}}]}' % (station, value), "/api/evaluate"),
        ('{"edits":[{"hours":{"id":%s,"hours":%s}}]}' % (station, value), "/api/evaluate"),
        ('{"edits":[],"station":%s}' % value, "/api/area"), ('{"edits":[],"as":%s}' % value, "/api/export"),
        ('{"edits":%s}' % value, "/api/evaluate"), ('{"edits":[],"with":%s}' % value, "/api/evaluate"), (value, "/api/evaluate"),
        ('{"edits":[],"new":%s}' % value, "/api/siting"), ('{"inputs":{"lon":%s,"lat":29.4}}' % value, "/ogc/processes/reach/execution"),
        ('{"inputs":{"lon":103.8,"lat":29.4,"cutoff":%s}}' % value, "/ogc/processes/reach/execution"),
        ('{"inputs":{"new":%s}}' % value, "/ogc/processes/solve/execution"), ('{"inputs":{"set":[%s]}}' % value, "/ogc/processes/run/execution"),
        ('{"inputs":{"set":["circle.cutoff=%s"]}}' % value.strip('"'), "/ogc/processes/run/execution"),
        ('{"inputs":{"plan":[%s]}}' % value, "/ogc/processes/audit/execution"), ('{"inputs":%s}' % value, "/ogc/processes/run/execution"),
    ])
    server.expect((200, 201, 202, 400), server.post(path, body.encode()), timeout=30)


def strangers(server, chance, stop):
    """Hosts and pages from elsewhere."""
    host = chance.choice(["evil.example", f"127.0.0.1:{server.port}.evil.example", "127.0.0.1", "localhost:1", "", "[::1]", "0.0.0.0", "a" * 5_000])
    server.expect((421, 400), server.head("GET /api/town", host=host or " "), timeout=8)
    origin = chance.choice(["http://evil.example", "null", f"http://127.0.0.1:{server.port + 1}", "file://", "http://localhost"])
    server.expect((403,), server.post("/api/evaluate", {"edits": []}, f"Origin: {origin}"), timeout=8)


def upgrades(server, chance, stop):
    """Other ways to talk."""
    server.expect(FINE + (426, 501, 417), server.head(
        chance.choice(["GET /api/town", "GET /", "GET /api/siting/1/events", "OPTIONS *", "CONNECT evil.example:443", "POST /api/evaluate"]), *chance.choice([
            ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"),
            ("Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQAAP__"),
            ("Expect: 100-continue",), ("Expect: 200-ok",), ("TE: trailers, deflate",), ("Range: bytes=0-1,2-3,4-5",), ("Accept-Encoding: br;q=1e9",),
        ])), timeout=8, most=1 << 16)


def methods(server, chance, stop):
    """Methods that are not meant there."""
    method = chance.choice(["HEAD", "OPTIONS", "PUT", "PATCH", "TRACE", "PROPFIND", "DELETE", "POST", "FOO", "GET", "G\tT", "M-SEARCH"])
    path = chance.choice(["/", "/api/town", "/api/evaluate", "/api/area", "/api/export", "/api/siting", "/api/siting/1", "/api/siting/x/events",
                          "/ogc", "/ogc/api", "/ogc/collections", "/ogc/collections/stations/items", "/ogc/jobs", "/ogc/processes/run/execution",
                          "/assets/page.js", "/api/layers/stations", "/nothing", "*"])
    server.expect(FINE + (201, 202, 204, 501), server.head(f"{method} {path}"), timeout=8)


def queries(server, chance, stop):
    """Queries that are none."""
    key = chance.choice(["bbox", "limit", "offset", "datetime", "f", "name", "filter", "crs", "%", "token"])
    value = chance.choice(["NaN,NaN,NaN,NaN", "-1", "1e999", "0", "%", "%zz", "%00", "a" * 3_000, "1,2,3", "180,0,-180,1", "9" * 40, "../..", "*",
                           "2018-01-01/..", "../2018", "<script>", "%F0%9F%92%A9", "-180,-90,180,90"])
    server.expect((200, 303, 400, 404), server.head(
        f"GET /ogc/collections/{chance.choice(['stations', 'communities', 'roads', 'nothing', '%2e'])}/items?{key}={value}"), timeout=30)


def heavy(server, chance, stop):
    """As many edits as are taken, of as many kinds."""
    lon, lat = server.stations[0][1:]
    edits = [{"add": {"id": f"n{n}", "lon": round(lon + chance.uniform(-0.05, 0.05), 5), "lat": round(lat + chance.uniform(-0.05, 0.05), 5)}}
             for n in range(chance.choice([100, 1_000, 10_000, 10_001]))]
    path, more = chance.choice([("/api/evaluate", {}), ("/api/evaluate", {"with": ["periods", "hours", "groups", "load"]}),
                                ("/api/area", {"station": "n1"}), ("/api/export", {"as": "geojson"})])
    server.expect((200, 400, 413), server.post(path, {"edits": edits, **more}), timeout=90)


def jobs(server, chance, stop):
    """More jobs than anybody needs."""
    for _ in range(chance.randrange(1, 12)):
        path, body = chance.choice([
            ("/api/siting", {"new": 30}), ("/api/siting", {"new": 5, "edits": [{"close": server.stations[0][0]}]}),
            ("/ogc/processes/run/execution", {}), ("/ogc/processes/solve/execution", {"inputs": {"new": 20}}),
            ("/ogc/processes/reach/execution", {"inputs": {"lon": 103.8, "lat": 29.4, "cutoff": "300min", "mode": "bicycle"}}),
            ("/ogc/processes/audit/execution", {"inputs": {"plan": ["x"]}}), ("/api/export", {"edits": [], "as": "docx"}),
        ])
        # 501: a brief, where the programs for it are missing.
        server.expect((201, 202, 501), server.post(path, body))
    number = chance.randrange(1, 60)
    with server.connect(3) as line:
        line.sendall(server.head(f"GET /api/siting/{number}/events", close=False))
        stop.wait(chance.uniform(0, 2))
    for path in (f"/api/siting/{number}", f"/ogc/jobs/{number}", f"/api/export/{number}"):
        server.ask(server.head(f"GET {path}/file"))
        server.expect((200, 404), server.head(f"DELETE {path}"))
    server.ask(server.head("GET /ogc/jobs?limit=1000"))


def pipeline(server, chance, stop):
    """Questions without waiting for an answer, and gone."""
    with server.connect(5) as line:
        line.sendall(server.head("GET /api/town", close=False) * 300)
        line.recv(1 << 12)


def spoiled(server, chance, stop):
    """A good question with some bytes turned."""
    data = bytearray(server.post("/api/evaluate", {"edits": [
        {"move": {"id": server.stations[0][0], "lon": 103.8, "lat": 29.4}},
        {"add": {"id": "x", "name": "新", "lon": 103.8, "lat": 29.4, "services": ["drink"], "hours": "Mo-Su 08:00-18:00"}}], "with": ["periods"]}))
    for _ in range(chance.randrange(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    server.expect(FINE + (201, 202, 303, 403, 408, 431, 505, 501), bytes(data), timeout=4)


ALL = [(function.__name__, function) for function in (
    heads, heads, lengths, chunks, huge, slow_head, slow_body, slow_reader, crowd, outside, outside, outside, nested, numbers, numbers,
    strangers, upgrades, methods, queries, heavy, jobs, pipeline, spoiled)]
