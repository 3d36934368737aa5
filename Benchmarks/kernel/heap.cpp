// Bounded Dijkstra with a binary heap over the contracted graph that `servicecircle reach` exports, one thread.
// usage: heap EDGES.csv PLACES.csv METRES
// EDGES: from,to,metres,seconds. PLACES: street,from,to,offset,rest in millimetres, -1 where a one-way forbids it.
// Distances are whole millimetres in 32 bits, arcs lie node by node with head and cost side by side, a heap entry is
// key and node in one 64-bit word, and only touched nodes are reset: what a careful C++ programmer would write.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <vector>

struct Arc { int32_t head; uint32_t cost; };
struct Place { int32_t from, to; int64_t offset, rest; };

struct Search {
  const std::vector<int32_t>& starts;
  const std::vector<Arc>& arcs;
  uint32_t limit;
  std::vector<uint32_t> distance;
  std::vector<int32_t> touched;
  std::vector<uint64_t> heap;

  Search(const std::vector<int32_t>& starts, const std::vector<Arc>& arcs, uint32_t limit)
      : starts(starts), arcs(arcs), limit(limit), distance(starts.size() - 1, UINT32_MAX) {}

  void push(int32_t node, uint64_t cost) {
    if (cost > limit || cost >= distance[node]) return;
    if (distance[node] == UINT32_MAX) touched.push_back(node);
    distance[node] = static_cast<uint32_t>(cost);
    heap.push_back(cost << 32 | static_cast<uint32_t>(node));
    std::push_heap(heap.begin(), heap.end(), std::greater<>());
  }

  void reset() {
    for (int32_t node : touched) distance[node] = UINT32_MAX;
    touched.clear();
  }

  void run() {
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), std::greater<>());
      uint64_t top = heap.back();
      heap.pop_back();
      int32_t node = static_cast<int32_t>(top & 0xffffffffu);
      uint32_t cost = static_cast<uint32_t>(top >> 32);
      if (distance[node] != cost) continue;
      for (int32_t arc = starts[node]; arc < starts[node + 1]; ++arc)
        push(arcs[arc].head, uint64_t(cost) + arcs[arc].cost);
    }
  }
};

static FILE* open(const char* path) {
  FILE* file = std::fopen(path, "r");
  if (!file) { std::perror(path); std::exit(1); }
  char line[256];
  if (!std::fgets(line, sizeof line, file)) std::exit(1);
  return file;
}

static double cpu() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

template <typename Seed>
static void report(const char* name, size_t count, Search& search, Seed seed) {
  auto wall = std::chrono::steady_clock::now();
  double processor = cpu();
  uint64_t settled = 0, cost = 0;
  for (size_t index = 0; index < count; ++index) {
    search.reset();
    seed(index);
    search.run();
    settled += search.touched.size();
    for (int32_t node : search.touched) cost += search.distance[node];
  }
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - wall;
  std::printf(
      "{\"set\":\"%s\",\"origins\":%zu,\"settled\":%llu,\"cost\":%llu,\"seconds\":%.6f,\"cpu\":%.6f}\n", name, count,
      (unsigned long long)settled, (unsigned long long)cost, seconds.count(), cpu() - processor);
}

int main(int argc, char** argv) {
  if (argc != 4) return 1;
  struct Row { int32_t from; Arc arc; };
  std::vector<Row> rows;
  int from, to, street, nodes = 0;
  double metres;
  char rest[64];
  FILE* file = open(argv[1]);
  while (std::fscanf(file, "%d,%d,%lf%63[^\n]", &from, &to, &metres, rest) >= 3) {
    rows.push_back({from, {to, static_cast<uint32_t>(std::llround(metres * 1000))}});
    nodes = std::max(nodes, std::max(from, to) + 1);
  }
  std::fclose(file);
  std::vector<int32_t> starts(nodes + 1, 0);
  for (auto& row : rows) ++starts[row.from + 1];
  for (int node = 0; node < nodes; ++node) starts[node + 1] += starts[node];
  std::vector<Arc> arcs(rows.size());
  std::vector<int32_t> next(starts.begin(), starts.end() - 1);
  for (auto& row : rows) arcs[next[row.from]++] = row.arc;

  std::vector<Place> places;
  long long offset, toEnd;
  file = open(argv[2]);
  while (std::fscanf(file, "%d,%d,%d,%lld,%lld", &street, &from, &to, &offset, &toEnd) == 5)
    places.push_back({from, to, offset, toEnd});
  std::fclose(file);

  Search search(starts, arcs, static_cast<uint32_t>(std::llround(std::atof(argv[3]) * 1000)));
  report("nodes", size_t(nodes), search, [&](size_t node) { search.push(int32_t(node), 0); });
  report("places", places.size(), search, [&](size_t index) {
    const Place& place = places[index];
    if (place.rest >= 0) search.push(place.to, uint64_t(place.rest));
    if (place.offset >= 0) search.push(place.from, uint64_t(place.offset));
  });
}
