"""A well-behaved visitor, whose answers must be right whatever others do."""
import http.client
import json
import time

HERSELF = "127.0.0.3"


class Planner:
    def __init__(self, port, tally):
        self.port = port
        self.tally = tally
        self.good = 0
        self.busy = 0
        self.slowest = 0.0
        self.slowest_new = 0.0
        self.kept = None

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(HERSELF, 0))

    @staticmethod
    def fetch(line, path, body=None):
        if body is None:
            line.request("GET", path)
        else:
            line.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = line.getresponse()
        return answer.status, answer.read()

    def learn(self):
        """What is right: asked while nobody attacks."""
        self.kept = self.connection()
        town = json.loads(self.fetch(self.kept, "/api/town")[1])
        self.stations = [(each["id"], each["lon"], each["lat"]) for each in town["stations"]]
        hosts = json.loads(self.fetch(self.kept, "/api/layers/candidates")[1])["features"]
        self.hosts = [tuple(host["geometry"]["coordinates"][:2]) for host in hosts]
        station, lon, lat = self.stations[0]
        self.questions = [
            ("/", None), ("/assets/page.js", None), ("/api/town", None), ("/api/layers/stations", None),
            ("/api/evaluate", {"edits": [{"close": station}], "with": ["periods"]}),
            ("/api/evaluate", {"edits": [{"move": {"id": station, "lon": lon + 0.001, "lat": lat}}]}),
            ("/api/area", {"edits": [], "station": station}), ("/api/export", {"edits": [{"close": station}], "as": "csv"}),
            ("/ogc/collections/stations/items?limit=5", None), ("/ogc/processes", None),
        ]
        self.right = []
        for path, body in self.questions:
            status, data = self.fetch(self.kept, path, body)
            if status != 200:
                self.tally.fault(f"before any attack: {status} for {path}")
            self.right.append(self.plain(data))

    @staticmethod
    def plain(data):
        """Without the moment at which it was said."""
        return b"\n".join(line for line in data.split(b"\n")) if b"timeStamp" not in data else json.dumps(
            {key: value for key, value in json.loads(data).items() if key != "timeStamp"}).encode()

    def one(self, line, number, is_new=False):
        path, body = self.questions[number]
        start = time.monotonic()
        status, data = self.fetch(line, path, body)
        took = time.monotonic() - start
        self.slowest = max(self.slowest, took)
        if is_new:
            self.slowest_new = max(self.slowest_new, took)
        if took > 10:
            self.tally.fault(f"the planner waited longer than 10 s for {path}{' over a new connection' if is_new else ''}")
        if status == 503:
            self.busy += 1
        elif status == 200 and self.plain(data) == self.right[number]:
            self.good += 1
        else:
            self.tally.fault(f"the planner was answered wrongly: {status} for {path}: {data[:200]!r}")

    def attempt(self, number, is_new):
        try:
            if is_new:
                line = self.connection()
                self.one(line, number, True)
                line.close()
            else:
                self.one(self.kept, number)
        except (OSError, http.client.HTTPException) as error:
            self.tally.fault(f"the planner was cut off: {error!r} for {self.questions[number][0]}, new connection: {is_new}")
            self.kept.close()
            self.kept = self.connection()

    def ask_on(self, stop):
        """Once a second, by turns over the connection she keeps and over a new one."""
        turn = 0
        while not stop.is_set():
            self.attempt(turn // 2 % len(self.questions), turn % 2 == 1)
            turn += 1
            stop.wait(1)

    def ask_all(self):
        self.kept.close()
        self.kept = self.connection()
        for number in range(len(self.questions)):
            self.attempt(number, False)
