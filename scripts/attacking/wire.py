"""Bytes to the server and back, as an attacker sends them, and what is counted of it."""
import collections
import json
import re
import socket
import threading

ATTACKER = "127.0.0.2"
# One address has places for 256 connections: a crowd has its own.
CROWD = "127.0.0.4"
# Of files that are none of the server's to hand out.
FOREIGN = (b"root:x:0:0", b"swift-tools-version", b"PRIVATE KEY-----")


class Tally:
    """What happened; written by many threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.statuses = collections.Counter()
        self.faults = collections.Counter()
        self.answers = 0

    def count(self, name):
        with self.lock:
            self.counts[name] += 1

    def fault(self, words):
        with self.lock:
            if words not in self.faults:
                print(f"  FAULT {words[:600]}", flush=True)
            self.faults[words[:600]] += 1

    def answer(self, status, data, asked):
        with self.lock:
            self.answers += 1
            self.statuses[status or "closed"] += 1
        if any(word in data for word in FOREIGN):
            self.fault(f"a foreign file was served for {asked[:200]!r}")
        if status is not None and status >= 500 and status not in (501, 503):
            self.fault(f"{status} for {asked[:200]!r}: {data[-300:]!r}")


class Server:
    """The server under attack."""

    def __init__(self, port, tally):
        self.port = port
        self.tally = tally
        self.stations = []
        self.hosts = []

    def learn(self, stations, hosts):
        self.stations = stations
        self.hosts = hosts

    def connect(self, timeout=20, own=ATTACKER):
        line = socket.socket()
        line.settimeout(timeout)
        line.bind((own, 0))
        line.connect(("127.0.0.1", self.port))
        return line

    def head(self, line, *more, host=None, close=True):
        """Bytes of a head with the right host."""
        headers = [f"Host: {host or f'127.0.0.1:{self.port}'}"] + (["Connection: close"] if close else []) + list(more)
        return "\r\n".join([f"{line} HTTP/1.1"] + headers + ["", ""]).encode()

    def post(self, path, body, *more):
        """Bytes of a whole question with JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.head(f"POST {path}", "Content-Type: application/json", f"Content-Length: {len(data)}", *more) + data

    def ask(self, data, timeout=20, most=1 << 22):
        """Sends bytes and reads until the other side has enough; returns status and answer."""
        with self.connect(timeout) as line:
            try:
                line.sendall(data)
            except OSError:
                # It may have answered before it had read all.
                pass
            return self.read(line, data, most)

    def read(self, line, asked, most=1 << 22):
        answer = b""
        try:
            while len(answer) < most:
                more = line.recv(1 << 16)
                if not more:
                    break
                answer += more
        except OSError:
            pass
        found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
        status = int(found[1]) if found else None
        self.tally.answer(status, answer, asked)
        return status, answer

    def expect(self, wanted, data, **more):
        """The status must be among those wanted, or the end of the rate or of a queue. A connection may be closed at once."""
        status, answer = self.ask(data, **more)
        if status not in (*wanted, 429, 503, None):
            self.tally.fault(f"{status} where one of {wanted} was due: {data[:300]!r} -> {answer[:200]!r}")
        return status, answer

    def job(self):
        """A search for new stations that takes its time."""
        return self.ask(self.post("/ogc/processes/solve/execution", {"inputs": {"new": 30, "set": ["siting.objective=shortest-gaps"]}}))

    def dismiss_all(self):
        for _ in range(20):
            status, answer = self.ask(self.head("GET /ogc/jobs?limit=100"))
            ids = re.findall(rb'"jobID":"(\d+)"', answer)
            for job in ids:
                self.ask(self.head(f"DELETE /ogc/jobs/{job.decode()}"))
            if status == 200 and not ids:
                break
        for job in range(1, 2000):
            siting, _ = self.ask(self.head(f"DELETE /api/siting/{job}"))
            brief, _ = self.ask(self.head(f"DELETE /api/export/{job}"))
            if siting == 404 and brief == 404 and job > 1000:
                break
