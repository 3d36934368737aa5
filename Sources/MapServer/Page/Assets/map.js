// The live map: what stands, what it serves, and what changes when a planner moves it.
// Nothing that comes from data is ever read as HTML: it is set as text.

// MARK: Words

/** Every text of the page in both languages; {0}, {1}… are filled in. */
export const WORDS = {
  skip: { zh: "跳到数据面板", en: "Skip to the figures" },
  language: { zh: "语言", en: "Language" },
  notices: { zh: "提示", en: "Notices" },
  map: { zh: "地图", en: "Map" },
  mapKeys: {
    zh: "地图。方向键平移，加减键缩放；按Tab键逐个选中驿站",
    en: "Map. Arrow keys pan, plus and minus zoom; Tab goes from station to station",
  },
  zoomIn: { zh: "放大", en: "Zoom in" },
  zoomOut: { zh: "缩小", en: "Zoom out" },
  whole: { zh: "全图", en: "Whole map" },
  plainMap: {
    zh: "简图：这台电脑没有WebGL，或服务器没有装MapLibre（make setup-server）。数据照常实时更新。",
    en: "Plain map: no WebGL here, or the server has no MapLibre (make setup-server). Figures stay live.",
  },
  illustrative: {
    zh: "部分或全部数据为示意数据，结果不能作为决策依据。",
    en: "Some or all of the data is made up; the results are no basis for decisions.",
  },
  attribution: { zh: "由{0}生成", en: "Made with {0}" },
  mapBy: { zh: "绘图MapLibre", en: "drawn by MapLibre" },
  tilesBy: { zh: "底图来自{0}", en: "background from {0}" },
  noServer: {
    zh: "连不上服务器。请看运行servicecircle serve的终端。",
    en: "The server does not answer. Look at the terminal where servicecircle serve runs.",
  },

  search: { zh: "按名称查找", en: "Find by name" },
  found: { zh: "找到{0}处", en: "{0} found" },
  foundNone: { zh: "没有找到“{0}”", en: "Nothing named “{0}”" },

  legend: { zh: "图例与图层", en: "Legend and layers" },
  "layer.stations": { zh: "驿站", en: "stations" },
  "layer.added": { zh: "新增驿站", en: "station added" },
  "layer.reach": { zh: "驿站服务范围", en: "served by stations" },
  "layer.reachNew": { zh: "新增、拟建点服务范围", en: "served by new and proposed" },
  "layer.lost": { zh: "情景中不再可达", en: "no longer served" },
  "layer.gaps": { zh: "现状盲区", en: "gap today" },
  "layer.proposed": { zh: "拟建点（建设次序）", en: "proposed, in build order" },
  "layer.candidates": { zh: "候选点", en: "candidate hosts" },
  "layer.communities": { zh: "社区", en: "communities" },
  "layer.workers": { zh: "企业", en: "firms" },
  "layer.routes": { zh: "路线（虚线未覆盖）", en: "routes (dashed: uncovered)" },
  "layer.roads": { zh: "道路", en: "streets" },
  "layer.water": { zh: "水面", en: "water" },
  "layer.area": { zh: "分析范围", en: "analysis area" },
  "layer.boundary": { zh: "行政边界", en: "boundary" },

  figures: { zh: "覆盖率", en: "Coverage" },
  scenario: { zh: "情景", en: "Scenario" },
  editScenario: { zh: "情景{0}", en: "Scenario {0}" },
  copyFrom: { zh: "把{0}复制到{1}", en: "Copy {0} to {1}" },
  figuresCaption: {
    zh: "正在修改情景{0}。小字为与现状相差的百分点",
    en: "You edit scenario {0}. Small: change from today in percentage points",
  },
  today: { zh: "现状", en: "Today" },
  mean: { zh: "加权平均", en: "Weighted mean" },
  points: { zh: "个百分点", en: "points" },
  spoken: { zh: "情景{0}：{1}", en: "Scenario {0}: {1}" },
  spokenPart: { zh: "{0}{1}（{2}）", en: "{0} {1} ({2})" },
  listComma: { zh: "，", en: ", " },
  listPause: { zh: "、", en: ", " },
  byService: { zh: "分设施覆盖率", en: "By service" },
  byServiceCaption: { zh: "情景{0}，小字为与现状相差的百分点", en: "Scenario {0}; small: change in percentage points" },
  service: { zh: "设施", en: "Service" },
  byPlace: { zh: "哪里增减最多", en: "Where it changes most" },
  noChange: { zh: "与现状相同。", en: "As today." },

  chosen: { zh: "选中的对象", en: "Selected" },
  chosenNone: {
    zh: "点地图上的驿站、社区、企业或路线，看它为何覆盖或未覆盖。驿站可以拖动；选中后也可用方向键移动，每次10米，按住Shift为100米。",
    en: "Click a station, community, firm or route for the why. Stations can be dragged; a selected one also moves by arrow keys, 10 m each, 100 m with Shift.",
  },
  pickStation: { zh: "选驿站", en: "Station" },
  pickNone: { zh: "（未选）", en: "(none)" },
  stationMark: { zh: "驿站：{0}", en: "Station: {0}" },
  "state.same": { zh: "未修改", en: "unchanged" },
  "state.moved": { zh: "已移动", en: "moved" },
  "state.changed": { zh: "已修改", en: "changed" },
  "state.added": { zh: "新增", en: "added" },
  "state.closed": { zh: "已关闭", en: "closed" },
  name: { zh: "名称", en: "Name" },
  longitude: { zh: "经度", en: "Longitude" },
  latitude: { zh: "纬度", en: "Latitude" },
  hours: { zh: "开放时间", en: "Opening hours" },
  hoursHint: { zh: "例：每天 8:00-18:00", en: "Example: Mo-Su 08:00-18:00" },
  extra: { zh: "附加分钟", en: "Extra minutes" },
  services: { zh: "设施", en: "Services" },
  moveByKeys: { zh: "用方向键移动", en: "Move by arrow keys" },
  close: { zh: "关闭此站", en: "Close this station" },
  removeAdded: { zh: "删去此站", en: "Remove this station" },
  reopen: { zh: "恢复开放", en: "Reopen" },
  restore: { zh: "恢复原样", en: "Back to today" },
  moved: { zh: "{0}，经度{1}，纬度{2}", en: "{0}: longitude {1}, latitude {2}" },
  newStation: { zh: "新驿站{0}", en: "New station {0}" },

  kind: { zh: "类别", en: "Kind" },
  "kind.station": { zh: "驿站", en: "station" },
  "kind.community": { zh: "社区", en: "community" },
  "kind.worker": { zh: "企业", en: "firm" },
  "kind.route": { zh: "配送路线", en: "route" },
  "kind.candidate": { zh: "候选点", en: "candidate host" },
  "kind.site": { zh: "拟建点", en: "proposed site" },
  town: { zh: "乡镇街道", en: "Town" },
  residents: { zh: "人口", en: "Residents" },
  heads: { zh: "人数", en: "Heads" },
  trade: { zh: "行业", en: "Trade" },
  host: { zh: "场所", en: "Host" },
  coveredToday: { zh: "现状覆盖", en: "Covered today" },
  coveredPlan: { zh: "方案后覆盖", en: "With the plan" },
  nearest: { zh: "最近驿站", en: "Nearest station" },
  minutesTo: { zh: "到最近驿站", en: "To the nearest" },
  minutes: { zh: "平均{0}分钟", en: "{0} minutes on average" },
  reason: { zh: "未覆盖的原因", en: "Why not covered" },
  gapHere: { zh: "未覆盖", en: "Not covered" },
  inScenario: { zh: "情景{0}", en: "Scenario {0}" },
  fromTo: { zh: "覆盖{0}，现状{1}", en: "{0} covered, today {1}" },
  stretch: { zh: "这一段", en: "This stretch" },
  stretchCovered: { zh: "{0}公里，已覆盖", en: "{0} km, covered" },
  stretchOpen: { zh: "{0}公里，未覆盖", en: "{0} km, not covered" },
  wholeRoute: { zh: "整条路线", en: "Whole route" },
  wholeRouteWords: { zh: "{0}公里，{1}已覆盖", en: "{0} km, {1} covered" },
  trips: { zh: "每日趟次", en: "Trips a day" },
  rank: { zh: "建设次序", en: "Build order" },
  gain: { zh: "建成时提高", en: "Adds when built" },
  unique: { zh: "独有贡献", en: "Lost without it" },
  cost: { zh: "费用", en: "Cost" },
  yuan: { zh: "{0}元", en: "{0} yuan" },
  "reason.too-far-from-street": { zh: "离道路过远", en: "too far from a street" },
  "reason.behind-barrier": { zh: "隔水或隔障碍", en: "behind water or a barrier" },
  "reason.island": { zh: "道路不连通", en: "on a street island" },
  "reason.no-path": { zh: "无路可达", en: "no path to a station" },
  "reason.beyond-cutoff": { zh: "超出服务圈", en: "beyond the cutoff" },
  "reason.outside-area": { zh: "在分析范围之外，不计入", en: "outside the area, not counted" },
  "trade.freight": { zh: "货运", en: "freight" },
  "trade.express": { zh: "快递", en: "express" },
  "trade.takeaway": { zh: "外卖", en: "takeaway" },
  "trade.ride-hailing": { zh: "网约车", en: "ride-hailing" },
  "host.bank": { zh: "银行网点", en: "bank branch" },
  "host.post_office": { zh: "邮政网点", en: "post office" },
  "host.fuel": { zh: "加油站", en: "petrol station" },
  "host.community_centre": { zh: "社区中心", en: "community centre" },
  "host.toilets": { zh: "公共卫生间", en: "public toilets" },
  "host.townhall": { zh: "政务服务点", en: "town hall" },
  "host.pharmacy": { zh: "药店", en: "pharmacy" },
  "host.supermarket": { zh: "超市", en: "supermarket" },
  "host.hotel": { zh: "酒店", en: "hotel" },
  "host.library": { zh: "阅览室", en: "library" },
  "host.bus_station": { zh: "公交站场", en: "bus station" },
  "host.post_bank": { zh: "邮政储蓄网点", en: "postal-bank branch" },
  "service.drink": { zh: "能喝水", en: "drinking water" },
  "service.rest": { zh: "可歇脚", en: "rest" },
  "service.heat-food": { zh: "能热饭", en: "heating food" },
  "service.charge": { zh: "可充电", en: "charging" },
  "service.warm": { zh: "能取暖", en: "warming up" },
  "service.cool": { zh: "可纳凉", en: "cooling down" },
  "service.hot-water": { zh: "热水", en: "hot water" },
  "service.read": { zh: "图书阅览", en: "books" },
  "service.first-aid": { zh: "医药箱", en: "first aid" },
  "service.toilet": { zh: "如厕", en: "toilet" },
  "service.legal-aid": { zh: "法律援助", en: "legal aid" },
  "service.wifi": { zh: "无线网络", en: "wifi" },
  "service.tools": { zh: "维修工具", en: "tools" },
  "service.sewing": { zh: "针线包", en: "sewing kit" },
  "service.rain-gear": { zh: "雨具", en: "rain gear" },
  "service.battery-swap": { zh: "换电", en: "battery swapping" },
  "service.fridge": { zh: "冰箱", en: "fridge" },

  edits: { zh: "修改", en: "Edits" },
  add: { zh: "新增驿站", en: "Add a station" },
  addHint: {
    zh: "在地图上点一下放置；用键盘时，把地图移到位，焦点在地图上按回车，放在正中。按Esc取消。",
    en: "Click on the map to place it; by keyboard, pan the map and press Enter on it for its middle. Esc cancels.",
  },
  undo: { zh: "撤销", en: "Undo" },
  redo: { zh: "重做", en: "Redo" },
  reset: { zh: "全部还原", en: "Reset" },
  editsNone: { zh: "还没有修改。", en: "No edits yet." },
  dropEdit: { zh: "去掉这条修改：{0}", en: "Drop this edit: {0}" },
  drop: { zh: "去掉", en: "Drop" },
  "edit.add": { zh: "新增“{0}”", en: "Add “{0}”" },
  "edit.move": { zh: "“{0}”移动{1}米", en: "Move “{0}” by {1} m" },
  "edit.close": { zh: "关闭“{0}”", en: "Close “{0}”" },
  "edit.extra_min": { zh: "“{0}”附加{1}分钟", en: "“{0}”: {1} extra minutes" },
  "edit.services": { zh: "“{0}”设施：{1}", en: "“{0}” services: {1}" },
  "edit.hours": { zh: "“{0}”开放时间：{1}", en: "“{0}” open: {1}" },
  nothing: { zh: "无", en: "none" },

  plan: { zh: "新建几个驿站", en: "How many new stations" },
  planFirst: { zh: "地图上显示方案前{0}个（共{1}个）", en: "The map shows the plan's first {0} of {1}" },
  curveTitle: { zh: "新建数与加权平均覆盖率", en: "New stations and weighted mean coverage" },
  curveValue: { zh: "已求得", en: "found" },
  curveBest: { zh: "最优（均已证明）", en: "best (all proven)" },
  curveBound: { zh: "上界", en: "bound" },
  curveProven: { zh: "新建{0}个，最高{1}（已证明）。", en: "With {0} new: {1} at best (proven)." },
  curveOpen: { zh: "新建{0}个，已求得{1}，至多{2}。", en: "With {0} new: {1} found, at most {2}." },
  curveNote: {
    zh: "曲线是新建数各自的最优选法；地图按方案的建设次序，前几个与之可能略有出入。放入情景后才计入上面的覆盖率。",
    en: "The curve is the best choice for each number; the map follows the plan's build order, which may differ a little. They count above once put into a scenario.",
  },
  takePlan: { zh: "把这{0}个放入情景{1}", en: "Put these {0} into scenario {1}" },
  siting: { zh: "按当前情景重新选址", en: "Site anew from this scenario" },
  sitingNew: { zh: "新建", en: "New" },
  start: { zh: "开始", en: "Start" },
  stop: { zh: "停止", en: "Stop" },
  sitingQueued: { zh: "排队等候……", en: "Waiting in the queue…" },
  sitingSearching: { zh: "已用{0}秒，正在寻找……", en: "{0} s: searching…" },
  sitingRunning: { zh: "已用{0}秒：已求得{1}，至多{2}。", en: "{0} s: {1} found, at most {2}." },
  sitingDone: { zh: "完成：新建{0}个，加权平均覆盖率{1}（已证明最优）。", en: "Done: {0} new, weighted mean {1} (proven best)." },
  sitingOpen: {
    zh: "结束：新建{0}个，加权平均覆盖率{1}，至多{2}。",
    en: "Ended: {0} new, weighted mean {1}, at most {2}.",
  },
  sitingShown: { zh: "已画在地图上，数字为建设次序。", en: "It is on the map, numbered in build order." },
  sitingFailed: { zh: "选址没有完成。", en: "The siting did not finish." },
  takeSiting: { zh: "放入情景", en: "Take over into the scenario" },

  export: { zh: "导出", en: "Export" },
  exportGeojson: { zh: "驿站GeoJSON", en: "Stations, GeoJSON" },
  exportCsv: { zh: "驿站CSV", en: "Stations, CSV" },
  exportYaml: { zh: "分析文件YAML", en: "Analysis, YAML" },
  exportNote: {
    zh: "导出当前情景。YAML要与CSV放在同一文件夹，servicecircle run即可再算。",
    en: "Of the current scenario. Keep the YAML beside the CSV, and servicecircle run reads it.",
  },
};

let language = "zh";

function t(key, ...values) {
  return WORDS[key][language].replace(/\{(\d)\}/g, (_, index) => String(values[index]));
}

/** A word of the data in her language; itself when the catalogue does not know it. */
function term(group, word) {
  return WORDS[`${group}.${word}`]?.[language] ?? word;
}

const said = (words) => words?.[language] ?? "";
const grouped = (value, digits = 0) =>
  value.toLocaleString("en-US", { maximumFractionDigits: digits, useGrouping: true });
const percent = (share) => (typeof share === "number" ? `${(share * 100).toFixed(1)}%` : "–");

/** In percentage points; empty where one of them is not known. */
function difference(now, before) {
  if (typeof now !== "number" || typeof before !== "number") return "";
  const text = ((now - before) * 100).toFixed(1);
  if (Number(text) === 0) return "±0.0";
  return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
}

const DAYS = { Mo: "周一", Tu: "周二", We: "周三", Th: "周四", Fr: "周五", Sa: "周六", Su: "周日", PH: "节假日" };

/** Opening hours to be read; what is no plain day and time stays as it is. */
function spokenHours(hours) {
  if (!hours || language === "en") return hours ?? "";
  return hours
    .replace(/\bMo-Su\b/g, "每天")
    .replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))?\b/g, (_, a, b) => (b ? `${DAYS[a]}至${DAYS[b]}` : DAYS[a]))
    .replace(/\boff\b/g, "不开放")
    .replace(/,\s*/g, "、")
    .replace(/;\s*/g, "；");
}

// MARK: Elements

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

function put(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const html = (name, attributes = {}, ...children) => put(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) => put(document.createElementNS(SVG, name), attributes, children);

// MARK: The server

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function ask(path, body, method = body ? "POST" : "GET") {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw { zh: WORDS.noServer.zh, en: WORDS.noServer.en };
  }
  if (answer.ok) return answer;
  const failure = await answer.json().catch(() => null);
  const words = failure?.error?.message ?? { zh: `HTTP ${answer.status}`, en: `HTTP ${answer.status}` };
  throw { ...words, isBusy: answer.status === 429 || answer.status === 503 };
}
const askJSON = async (path, body, method) => (await ask(path, body, method)).json();

let trouble = null;
function tell(words) {
  // A mistake of the page itself is for its developers.
  if (words instanceof Error) {
    console.error(words);
    return;
  }
  trouble = words;
  $("trouble").textContent = words ? said(words) : "";
  $("trouble").hidden = !words;
}

// MARK: What is known

let town;
const layers = {};
/** Service areas by place and extra minutes of a station. */
const areas = new Map();
const asked = new Map();
const EMPTY = { type: "FeatureCollection", features: [] };
const collection = (features) => ({ type: "FeatureCollection", features });
const round = (value) => Math.round(value * 1e6) / 1e6;
const spot = (station) => `${round(station.lon)},${round(station.lat)},${station.extra_min ?? 0}`;
const idOf = (feature) => String(feature.properties.id ?? feature.id ?? "");

function learnAreas() {
  const known = layers.service_areas?.features ?? [];
  // Of several ways to travel the map shows one: the areas of faster ones would hide the rest.
  const mode = known[0]?.properties.mode;
  const places = new Map([...(town.plan?.sites ?? []).map(siteStation), ...town.stations].map((place) => [place.id, place]));
  for (const feature of known) {
    if (feature.properties.mode !== mode) continue;
    const place = places.get(String(feature.properties.station));
    if (!place) continue;
    const key = spot(place);
    areas.set(key, [...(areas.get(key) ?? []), feature]);
  }
}

// MARK: Scenarios

const scenario = (name) => ({ name, steps: [[]], at: 0, figures: null, changed: [], evaluated: "[]" });
const scenarios = { A: scenario("A"), B: scenario("B") };
let active = scenarios.A;
/** A move that is still under way: not yet a step that can be undone. */
let provisional = null;

const committed = (of = active) => of.steps[of.at];
const current = (of = active) => (of === active && provisional ? merged(committed(of), provisional) : committed(of));
const operation = (edit) => Object.keys(edit)[0];
const target = (edit) => {
  const value = edit[operation(edit)];
  return typeof value === "string" ? value : value.id;
};
const original = (id) => town.stations.find((station) => station.id === id);
const sameServices = (a, b) => [...a].sort().join() === [...b].sort().join();

/** Edits with one more: at most one of a kind for each station, none that changes nothing. */
function merged(edits, edit) {
  const kind = operation(edit);
  const id = target(edit);
  if (kind === "add") return [...edits, edit];
  const added = edits.findIndex((other) => other.add?.id === id);
  if (kind === "close") {
    const others = edits.filter((other) => target(other) !== id);
    return added >= 0 ? others : [...others, edit];
  }
  const value = edit[kind];
  if (added >= 0) {
    const { minutes, ...rest } = value;
    const change = minutes === undefined ? rest : { extra_min: minutes };
    return edits.map((other, index) => (index === added ? { add: { ...other.add, ...change } } : other));
  }
  const before = original(id);
  const isNothing =
    (kind === "move" && round(before.lon) === value.lon && round(before.lat) === value.lat) ||
    (kind === "extra_min" && (before.extra_min ?? 0) === value.minutes) ||
    (kind === "services" && sameServices(before.services, value.services)) ||
    (kind === "hours" && (before.hours ?? "") === (value.hours ?? ""));
  const place = edits.findIndex((other) => operation(other) === kind && target(other) === id);
  if (isNothing) return edits.filter((_, index) => index !== place);
  return place < 0 ? [...edits, edit] : edits.map((other, index) => (index === place ? edit : other));
}

/** Stations with the edits made; closed ones stay, marked. */
function stationsWith(edits) {
  const stations = new Map(town.stations.map((station) => [station.id, { ...station, state: "same" }]));
  for (const edit of edits) {
    const kind = operation(edit);
    const value = edit[kind];
    if (kind === "add") {
      stations.set(value.id, { ...value, state: "added" });
      continue;
    }
    const station = stations.get(target(edit));
    if (!station) continue;
    if (kind === "close") station.state = "closed";
    else if (kind === "move") Object.assign(station, { lon: value.lon, lat: value.lat, state: "moved" });
    else {
      if (kind === "extra_min") station.extra_min = value.minutes;
      else station[kind] = value[kind];
      if (station.state === "same") station.state = "changed";
    }
  }
  return [...stations.values()];
}
const stationNow = (id) => stationsWith(current()).find((station) => station.id === id);

function setEdits(edits, of = active) {
  if (JSON.stringify(edits) === JSON.stringify(committed(of))) return;
  of.steps = [...of.steps.slice(0, of.at + 1), edits];
  of.at += 1;
}

function change(edit) {
  settle();
  setEdits(merged(committed(), edit));
  renew();
}

/** What is under way becomes a step. */
function settle() {
  clearTimeout(settling);
  if (!provisional) return;
  const edit = provisional;
  provisional = null;
  setEdits(merged(committed(), edit));
}
let settling;

function step(by) {
  settle();
  const at = active.at + by;
  if (at < 0 || at >= active.steps.length) return;
  active.at = at;
  renew();
}

// MARK: Figures, one question at a time

const waiting = new Map();
let isEvaluating = false;

/** The latest wins: what was asked for in between is never sent. */
function evaluate(of = active) {
  waiting.set(of, current(of));
  if (!isEvaluating) pump();
}

async function pump() {
  isEvaluating = true;
  while (waiting.size > 0) {
    const [of, edits] = waiting.entries().next().value;
    waiting.delete(of);
    const key = JSON.stringify(edits);
    if (key === of.evaluated) continue;
    try {
      const answer = await askJSON("/api/evaluate", { edits });
      Object.assign(of, { figures: answer.figures, changed: answer.changed ?? [], evaluated: key });
      tell(null);
      drawFigures();
      // While something is dragged twenty times a second are enough.
      if (provisional) await pause(40);
    } catch (words) {
      if (words.isBusy) {
        if (!waiting.has(of)) waiting.set(of, edits);
        await pause(700);
      } else tell(words);
    }
  }
  isEvaluating = false;
  document.documentElement.dataset.busy = "false";
}

/** Asks for the areas that the map lacks, two at a time. */
function fetchAreas(stations, edits) {
  for (const station of stations) {
    const key = spot(station);
    if (areas.has(key) || asked.has(key)) continue;
    asked.set(key, { edits, id: station.id, key });
  }
  while (fetching < 2) {
    const next = [...asked.values()].find((question) => !question.isRunning);
    if (!next) return;
    fetchArea(next);
  }
}
let fetching = 0;

async function fetchArea(question) {
  question.isRunning = true;
  fetching += 1;
  try {
    const answer = await askJSON("/api/area", { edits: question.edits, station: question.id });
    const mode = answer.features[0]?.properties.mode;
    areas.set(question.key, answer.features.filter((feature) => feature.properties.mode === mode));
  } catch (words) {
    // A full server is asked again; else the map shows none, and what is wrong with the edits, the figures tell.
    if (words.isBusy) await pause(1000);
    else areas.set(question.key, []);
  }
  fetching -= 1;
  question.isRunning = false;
  if (areas.has(question.key)) asked.delete(question.key);
  drawReach();
  fetchAreas([], []);
}

// MARK: Figures drawn

function shareCell(figures, kind, isActive) {
  const now = kind ? figures.coverage[kind].share : figures.value;
  const before = kind ? town.figures.coverage[kind].share : town.figures.value;
  return html("td", { class: isActive ? "now" : null }, percent(now), changeMark(now, before));
}

function changeMark(now, before) {
  const words = difference(now, before);
  return html("small", { class: words.startsWith("+") ? "up" : words.startsWith("−") ? "down" : null, text: words });
}

/** Kinds of which there is something in the area. */
const kindsThere = () => town.kinds.filter((kind) => typeof town.figures.coverage[kind.id]?.share === "number");

function drawFigures() {
  const { A, B } = scenarios;
  const head = (text, isActive) => html("th", { scope: "col", class: isActive ? "now" : null, text });
  const kinds = kindsThere();
  const rows = [...kinds, null].map((kind) => {
    const id = kind?.id;
    const today = id ? town.figures.coverage[id] : null;
    const [a, b] = [A, B].map((of) => (id ? of.figures.coverage[id].share : of.figures.value));
    return html(
      "tr", { class: id ? null : "mean" },
      html("th", { scope: "row", text: kind ? said(kind.name) : t("mean") }),
      html(
        "td", {}, percent(today ? today.share : town.figures.value),
        today ? html("small", { text: `${grouped(today.covered)} ${said(kind.unit)}` }) : null),
      shareCell(A.figures, id, active === A),
      shareCell(B.figures, id, active === B),
      html("td", { class: "between" }, changeMark(b, a)));
  });
  $("figures").replaceChildren(
    html("caption", { text: t("figuresCaption", active.name) }),
    html(
      "thead", {},
      html(
        "tr", {}, html("td", {}), head(t("today")), head("A", active === A), head("B", active === B),
        head("B − A"))),
    html("tbody", {}, ...rows));

  const services = town.services.filter((service) =>
    kinds.some((kind) => typeof town.figures.services?.[kind.id]?.[service.id] === "number"));
  $("by-service").hidden = services.length === 0;
  $("services").replaceChildren(
    html("caption", { text: t("byServiceCaption", active.name) }),
    html(
      "thead", {},
      html("tr", {}, html("th", { scope: "col", text: t("service") }), ...kinds.map((kind) => head(said(kind.name))))),
    html(
      "tbody", {},
      ...services.map((service) =>
        html(
          "tr", {}, html("th", { scope: "row", text: said(service.name) }),
          ...kinds.map((kind) => {
            const now = active.figures.services?.[kind.id]?.[service.id];
            const before = town.figures.services?.[kind.id]?.[service.id];
            return html("td", {}, percent(now), changeMark(now, before));
          })))));

  const changed = active.changed.slice(0, 12);
  $("changed").replaceChildren(
    ...(changed.length === 0
      ? [html("li", { text: t("noChange") })]
      : changed.map((place) => {
          const by = place.after - place.before;
          const unit = said(town.kinds.find((kind) => kind.id === place.kind)?.unit);
          const text = `${by < 0 ? "−" : "+"}${grouped(Math.abs(by), Math.abs(by) < 10 ? 1 : 0)} ${unit}`;
          return html(
            "li", {}, html("span", { text: place.name || place.id }), html("span", { class: by < 0 ? "down" : "up", text }));
        })));
  clearTimeout(speaking);
  // A screen reader hears where it came to rest, not every step there.
  speaking = setTimeout(speak, 700);
  if (chosen && chosen.layer !== "stations") drawChosen();
}
let speaking;

function speak() {
  const parts = kindsThere()
    .map((kind) => {
      const now = active.figures.coverage[kind.id].share;
      return t("spokenPart", said(kind.name), percent(now), difference(now, town.figures.coverage[kind.id].share));
    });
  $("spoken").textContent = t("spoken", active.name, parts.join(t("listComma")));
}

// MARK: What the map has

const NAME_COLORS = { added: "#1a5786", closed: "#4f5a63" };
const COLORS = { station: "#c0392b", site: "#2471a3", closed: "#6b7680" };
/** From the lowest to the highest; the colours of the report's map. */
const DRAWN = [
  { id: "water", fill: "#cfe3ef" },
  { id: "gaps", fill: "#f2a154" },
  { id: "lost", fill: "#f2a154", isHatched: true },
  { id: "reachNew", fill: "#b4d2ec" },
  { id: "reach", fill: "#a6d8ba" },
  { id: "roads", line: "#a9b0b6", width: 1 },
  { id: "routes", line: "#8a5a9e", width: 1.6, dashes: [3, 2], dashedWhen: "covered" },
  { id: "communities", line: "#6b7680", width: 1, dashes: [4, 3], names: "#46525b" },
  { id: "boundary", line: "#4b3f72", width: 1.8, dashes: [8, 2, 1, 2] },
  { id: "area", line: "#4b3f72", width: 1.8 },
  { id: "moves", line: "#c0392b", width: 1.4, dashes: [2, 2] },
  { id: "workers", square: "#7a6a2f" },
  { id: "candidates", ring: "#2471a3" },
  { id: "proposed", number: "#2471a3" },
];
const LEGEND = [
  "stations", "added", "reach", "reachNew", "lost", "gaps", "proposed", "candidates", "communities", "workers", "routes",
  "roads", "water", "area", "boundary",
];
const shown = new Set(LEGEND.filter((id) => id !== "candidates"));
let view;

function hasLayer(id) {
  if (["stations", "added", "reach", "lost"].includes(id)) return true;
  if (id === "reachNew") return true;
  if (id === "proposed") return (town.plan?.sites ?? []).length > 0 || town.has_candidates;
  return (layers[id]?.features ?? []).length > 0;
}

let sitesShown = [];

function siteFeatures() {
  return sitesShown.map((site) => {
    const known = layers.proposed_sites?.features.find((feature) => idOf(feature) === site.id);
    return {
      type: "Feature",
      properties: { ...(known?.properties ?? {}), id: site.id, name: site.name, rank: site.rank },
      geometry: { type: "Point", coordinates: [site.lon, site.lat] },
    };
  });
}

/** A site as it would stand: all services, the hours that most stations have, the minutes of its host. */
const siteStation = (site) => ({
  id: site.id, name: site.name || site.id, lon: round(site.lon), lat: round(site.lat),
  services: town.services.map((service) => service.id), hours: usualHours(), extra_min: extraOf(site.id),
});

const extraOf = (id) => Number(layers.candidates?.features.find((feature) => idOf(feature) === id)?.properties.extra_min) || 0;

function usualHours() {
  const counts = new Map();
  for (const station of town.stations) if (station.hours) counts.set(station.hours, (counts.get(station.hours) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "Mo-Su 08:00-18:00";
}

/** Service areas of the scenario, and what it gives up. */
function drawReach() {
  if (!view) return;
  const reach = [];
  const added = [];
  const lost = [];
  for (const station of stationsWith(current())) {
    const before = original(station.id);
    const key = spot(station);
    if (before && (station.state === "closed" || spot(before) !== key)) lost.push(...(areas.get(spot(before)) ?? []));
    if (station.state === "closed") continue;
    (before ? reach : added).push(...(areas.get(key) ?? []));
  }
  for (const site of sitesShown) added.push(...(areas.get(spot(siteStation(site))) ?? []));
  const merged = layers.service_area_merged?.features.filter((feature) => feature.properties.stations === "existing");
  view.set("reach", layers.service_areas || reach.length > 0 ? collection(reach) : collection(merged ?? []));
  view.set("reachNew", collection(added));
  view.set("lost", collection(lost));
}

function drawStations() {
  const stations = stationsWith(current());
  view.stations(stations);
  view.set(
    "moves",
    collection(
      stations
        .filter((station) => station.state === "moved")
        .map((station) => {
          const before = original(station.id);
          return {
            type: "Feature", properties: {},
            geometry: { type: "LineString", coordinates: [[before.lon, before.lat], [station.lon, station.lat]] },
          };
        })));
}

/** After any change: the map, the lists, and the figures as soon as the server has them. */
function renew() {
  document.documentElement.dataset.busy = "true";
  drawStations();
  drawReach();
  drawEdits();
  drawChosen();
  drawStationList();
  drawPlan();
  if (!provisional) {
    const edits = committed();
    fetchAreas(stationsWith(edits).filter((station) => station.state !== "closed"), edits);
  }
  evaluate();
}

/** While a station is under way: only what has to be live. */
function glide(id, lon, lat) {
  provisional = { move: { id, lon: round(lon), lat: round(lat) } };
  document.documentElement.dataset.busy = "true";
  drawStations();
  drawReach();
  drawEdits();
  if (chosen?.layer === "stations" && chosen.id === id) fillStation();
  evaluate();
}

const METERS = 111_195;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** The keys of a station's mark. */
function stationKey(event, id) {
  const way = ARROWS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const station = stationNow(id);
  if (!station || station.state === "closed") return;
  if (chosen?.id !== id) choose("stations", id);
  if (provisional && target(provisional) !== id) settle();
  const by = event.shiftKey ? 100 : 10;
  const lon = station.lon + (way[0] * by) / (METERS * Math.cos((station.lat * Math.PI) / 180));
  glide(id, lon, station.lat + (way[1] * by) / METERS);
  clearTimeout(settling);
  settling = setTimeout(() => {
    settle();
    renew();
  }, 600);
}

/** The picture of a station: form and colour both say its state. */
function stationPicture(station, isChosen) {
  const color = station.state === "closed" ? COLORS.closed : station.state === "added" ? COLORS.site : COLORS.station;
  const sign = { added: "M-3.4 0H3.4M0 -3.4V3.4", closed: "M-3 -3L3 3M-3 3L3 -3", changed: "M-3 0H3" }[station.state];
  return svg(
    "g", {},
    isChosen ? svg("circle", { class: "ring", r: 11.5, fill: "none", stroke: "#1f2a33", "stroke-width": 2.4 }) : null,
    station.state === "added"
      ? svg("rect", { x: -7, y: -7, width: 14, height: 14, rx: 3, fill: color, stroke: "#fff", "stroke-width": 1.8 })
      : svg("circle", { r: 7.5, fill: color, stroke: "#fff", "stroke-width": 1.8 }),
    station.state === "moved" ? svg("circle", { r: 2.6, fill: "#fff" }) : null,
    sign ? svg("path", { d: sign, stroke: "#fff", "stroke-width": 2, fill: "none" }) : null);
}
const stationWords = (station) =>
  t("stationMark", station.name || station.id) +
  (station.state === "same" ? "" : t("listComma") + t(`state.${station.state}`));

/** What stands over the map hides nothing of the town. */
function roomAround(place) {
  const isWide = place.clientWidth > 800;
  return { top: 66, bottom: 34, left: isWide ? 225 : 16, right: isWide ? 60 : 16 };
}

// MARK: The map by MapLibre

class LibreView {
  constructor(place) {
    this.marks = new Map();
    const bounds = town.bounds;
    const sources = {};
    const drawn = [{ id: "paper", type: "background", paint: { "background-color": "#fcfcfb" } }];
    if (town.tiles) {
      sources.tiles = { type: "raster", tiles: [town.tiles], tileSize: 256 };
      drawn.push({ id: "tiles", type: "raster", source: "tiles" });
    }
    sources.stationNames = { type: "geojson", data: EMPTY };
    for (const layer of DRAWN) {
      sources[layer.id] = { type: "geojson", data: EMPTY };
      // Names give way to numbers, which stand above them.
      if (layer.number) drawn.push(LibreView.names("stationNames", ["get", "color"], [0, 17], 13));
      drawn.push(...LibreView.styles(layer));
    }
    sources.picked = { type: "geojson", data: EMPTY };
    drawn.push(
      { id: "picked", type: "line", source: "picked", paint: { "line-color": "#1f2a33", "line-width": 3 } },
      {
        id: "picked-point", type: "circle", source: "picked", filter: ["==", ["geometry-type"], "Point"],
        paint: {
          "circle-radius": 11, "circle-opacity": 0, "circle-stroke-color": "#1f2a33", "circle-stroke-width": 2.5,
        },
      },
      {
        // Names give way to the stations' marks, too, of which the map itself knows nothing.
        id: "stationPlaces", type: "symbol", source: "stationNames",
        layout: { "icon-image": "blank", "icon-allow-overlap": true, "icon-padding": 0 },
      });
    this.map = new maplibregl.Map({
      container: place,
      style: { version: 8, sources, layers: drawn },
      bounds: [[bounds[0], bounds[1]], [bounds[2], bounds[3]]],
      fitBoundsOptions: { padding: roomAround(place) },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      fadeDuration: 0,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-right");
    this.map.on("styleimagemissing", ({ id }) => this.drawImage(id));
    this.map.on("click", (event) => {
      clicked(event.lngLat.lng, event.lngLat.lat, () => this.featureAt(event.point));
    });
    this.map.on("mousemove", (event) => {
      this.map.getCanvas().style.cursor = isAdding ? "crosshair" : this.featureAt(event.point) ? "pointer" : "";
    });
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !isAdding) return;
      const middle = this.map.getCenter();
      clicked(middle.lng, middle.lat, () => null);
    });
    this.ready = new Promise((resolve) => this.map.once("load", resolve));
  }

  static styles(layer) {
    const source = layer.id;
    if (layer.fill) {
      const paint = layer.isHatched
        ? { "fill-pattern": "hatch" }
        : { "fill-color": layer.fill, "fill-opacity": town.tiles ? 0.65 : 1 };
      return [{ id: source, type: "fill", source, paint }];
    }
    if (layer.line) {
      const line = (id, filter, dashes) => ({
        id, type: "line", source, ...(filter ? { filter } : {}),
        layout: { "line-join": "round" },
        paint: {
          "line-color": layer.line,
          "line-width": ["interpolate", ["linear"], ["zoom"], 11, layer.width * 0.7, 16, layer.width * 2],
          ...(dashes ? { "line-dasharray": dashes } : {}),
        },
      });
      if (layer.dashedWhen) {
        return [
          line(source, ["==", ["get", layer.dashedWhen], true]),
          line(`${source}-open`, ["!=", ["get", layer.dashedWhen], true], layer.dashes),
        ];
      }
      if (!layer.names) return [line(source, null, layer.dashes)];
      return [
        { id: `${source}-hit`, type: "fill", source, paint: { "fill-opacity": 0 } },
        line(source, ["!=", ["geometry-type"], "Point"], layer.dashes),
        {
          id: `${source}-dot`, type: "circle", source, filter: ["==", ["geometry-type"], "Point"],
          paint: { "circle-radius": 3, "circle-color": layer.line },
        },
        LibreView.names(
          source, layer.names, ["case", ["==", ["geometry-type"], "Point"], ["literal", [0, 13]], ["literal", [0, 0]]], 11),
      ];
    }
    if (layer.square || layer.ring) {
      return [{
        id: source, type: "symbol", source,
        layout: {
          "icon-image": layer.square ? "square" : "ring", "icon-allow-overlap": true, "icon-ignore-placement": true,
          "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.6, 14, 1],
        },
      }];
    }
    return [{
      id: source, type: "symbol", source,
      layout: {
        "icon-image": ["concat", "site|", ["to-string", ["get", "rank"]]], "icon-allow-overlap": true,
        "symbol-sort-key": ["-", 0, ["get", "rank"]],
      },
    }];
  }

  static names(source, color, offset, size) {
    return {
      id: `${source}-names`, type: "symbol", source, minzoom: size > 11 ? 0 : 12,
      layout: {
        "icon-image": ["concat", `name|${size}|`, color, "|", ["get", "name"]], "icon-offset": offset, "icon-padding": 1,
      },
    };
  }

  /** Words and symbols are drawn here: no font comes over the net. */
  drawImage(id) {
    if (this.map.hasImage(id)) return;
    const ratio = 2;
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const size = (width, height) => {
      canvas.width = Math.ceil(width * ratio);
      canvas.height = Math.ceil(height * ratio);
      pen.scale(ratio, ratio);
    };
    const [kind, ...parts] = id.split("|");
    if (kind === "name") {
      const [points, color, ...rest] = parts;
      const text = rest.join("|");
      const font = `${points > 11 ? 600 : 400} ${points}px ${getComputedStyle(document.body).fontFamily}`;
      pen.font = font;
      size(Math.max(pen.measureText(text).width, 1) + 6, Number(points) + 8);
      pen.font = font;
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      pen.lineWidth = 3;
      pen.strokeStyle = "rgba(255,255,255,.9)";
      pen.fillStyle = color;
      pen.strokeText(text, 3, Number(points) / 2 + 4);
      pen.fillText(text, 3, Number(points) / 2 + 4);
    } else if (kind === "site") {
      size(22, 22);
      pen.beginPath();
      pen.arc(11, 11, 9.5, 0, 7);
      pen.fillStyle = COLORS.site;
      pen.fill();
      pen.lineWidth = 1.8;
      pen.strokeStyle = "#fff";
      pen.stroke();
      pen.fillStyle = "#fff";
      pen.font = "700 11px sans-serif";
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(parts[0], 11, 11.5);
    } else if (kind === "blank") {
      size(10, 10);
    } else if (kind === "square") {
      size(9, 9);
      pen.fillStyle = "#fff";
      pen.fillRect(1, 1, 7, 7);
      pen.fillStyle = "#7a6a2f";
      pen.fillRect(2, 2, 5, 5);
    } else if (kind === "ring") {
      size(10, 10);
      pen.beginPath();
      pen.arc(5, 5, 3.4, 0, 7);
      pen.fillStyle = "#fff";
      pen.fill();
      pen.lineWidth = 1.3;
      pen.strokeStyle = COLORS.site;
      pen.stroke();
    } else if (kind === "hatch") {
      size(8, 8);
      pen.fillStyle = "#f7d3a5";
      pen.fillRect(0, 0, 8, 8);
      pen.strokeStyle = "#8a4b00";
      pen.lineWidth = 1.3;
      pen.beginPath();
      for (const start of [-8, 0, 8]) {
        pen.moveTo(start, 8);
        pen.lineTo(start + 8, 0);
      }
      pen.stroke();
    } else return;
    this.map.addImage(id, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: ratio });
  }

  featureAt(point) {
    const around = [[point.x - 5, point.y - 5], [point.x + 5, point.y + 5]];
    const order = ["proposed", "workers", "candidates", "routes", "routes-open", "communities-dot", "communities-hit"];
    const found = this.map.queryRenderedFeatures(around, { layers: order });
    for (const id of order) {
      const hit = found.find((feature) => feature.layer.id === id);
      if (hit) return { layer: hit.source, properties: hit.properties };
    }
    return null;
  }

  set(id, data) {
    this.map.getSource(id)?.setData(data);
  }

  show(id, isShown) {
    const visibility = isShown ? "visible" : "none";
    for (const layer of this.map.getStyle().layers) {
      const source = layer.source;
      if (source === id || (id === "stations" && (source === "stationNames" || source === "moves"))) {
        this.map.setLayoutProperty(layer.id, "visibility", visibility);
      }
    }
    if (id === "stations" || id === "added") this.stations(this.drawnStations ?? []);
  }

  stations(stations) {
    this.drawnStations = stations;
    const visible = stations.filter((station) => shown.has(station.state === "added" ? "added" : "stations"));
    this.set(
      "stationNames",
      collection(
        visible
          .map((station) => ({
            type: "Feature",
            properties: { name: station.name === station.id ? "" : station.name || "", color: NAME_COLORS[station.state] ?? "#8e2418" },
            geometry: { type: "Point", coordinates: [station.lon, station.lat] },
          }))));
    const ids = new Set(visible.map((station) => station.id));
    for (const [id, mark] of this.marks) {
      if (ids.has(id)) continue;
      mark.remove();
      this.marks.delete(id);
    }
    for (const station of visible) {
      let mark = this.marks.get(station.id);
      if (!mark) {
        const id = station.id;
        const element = html("button", { type: "button", class: "mark", "data-station": id });
        element.addEventListener("click", (event) => {
          // The map beneath would let go of it again.
          event.stopPropagation();
          choose("stations", id);
        });
        element.addEventListener("keydown", (event) => stationKey(event, id));
        mark = new maplibregl.Marker({ element, draggable: true }).setLngLat([station.lon, station.lat]).addTo(this.map);
        mark.on("dragstart", () => {
          settle();
          mark.isHeld = true;
          choose("stations", id);
        });
        mark.on("drag", () => glide(id, mark.getLngLat().lng, mark.getLngLat().lat));
        mark.on("dragend", () => {
          mark.isHeld = false;
          settle();
          renew();
        });
        this.marks.set(id, mark);
      }
      if (!mark.isHeld) mark.setLngLat([station.lon, station.lat]);
      mark.setDraggable(station.state !== "closed");
      const isChosen = chosen?.layer === "stations" && chosen.id === station.id;
      const element = mark.getElement();
      const look = `${station.state} ${isChosen} ${stationWords(station)}`;
      if (element.dataset.look === look) continue;
      element.dataset.look = look;
      element.setAttribute("aria-label", stationWords(station));
      element.setAttribute("aria-pressed", String(isChosen));
      element.title = station.name || station.id;
      element.classList.toggle("chosen", isChosen);
      element.replaceChildren(svg("svg", { viewBox: "-13 -13 26 26", "aria-hidden": "true" }, stationPicture(station, isChosen)));
    }
  }

  pick(feature) {
    this.set("picked", feature ? collection([feature]) : EMPTY);
  }

  see(box, padding = 60) {
    const isPoint = box[0] === box[2] && box[1] === box[3];
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isPoint && this.map.getBounds().contains([box[0], box[1]])) return;
    this.map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding, maxZoom: 15, animate: !isCalm, duration: 500 });
  }

  /** Once the notice above has taken its place. */
  fit() {
    const [w, s, e, n] = town.bounds;
    this.map.resize();
    this.map.fitBounds([[w, s], [e, n]], { padding: roomAround(this.map.getContainer()), animate: false });
  }

  zoom(by) {
    if (by === 0) this.see(town.bounds, roomAround(this.map.getContainer()));
    else this.map.zoomTo(this.map.getZoom() + by, { duration: 200 });
  }

  say() {
    this.map.getCanvas().setAttribute("aria-label", t("mapKeys"));
    this.stations(this.drawnStations ?? []);
  }

  focus(id) {
    this.marks.get(id)?.getElement().focus({ preventScroll: true });
  }
}

// MARK: The map without MapLibre

class PlainView {
  constructor(place) {
    this.data = {};
    this.hidden = new Set();
    this.box = [...town.bounds];
    this.sheet = svg("svg", { role: "group", tabindex: "0" });
    place.append(this.sheet);
    this.groups = Object.fromEntries(
      [...DRAWN.map((layer) => layer.id), "picked", "names", "stations"].map((id) => [id, svg("g", { "data-layer": id })]));
    this.sheet.append(
      svg(
        "defs", {},
        svg(
          "pattern", { id: "hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse" },
          svg("rect", { width: 8, height: 8, fill: "#f7d3a5" }),
          svg("path", { d: "M-2 2L2 -2M0 8L8 0M6 10L10 6", stroke: "#8a4b00", "stroke-width": 1.3 }))),
      ...Object.values(this.groups));
    this.sheet.addEventListener("click", (event) => {
      const [lon, lat] = this.place(event);
      const hit = event.target.closest("[data-feature]");
      const layer = hit?.parentNode.dataset.layer;
      clicked(lon, lat, () => {
        const feature = this.data[layer]?.features[Number(hit?.dataset.feature)];
        return feature ? { layer, properties: feature.properties } : null;
      });
    });
    this.sheet.addEventListener("keydown", (event) => {
      if (event.target !== this.sheet) return;
      const way = ARROWS[event.key];
      const [w, s, e, n] = this.box;
      if (way) {
        event.preventDefault();
        const [x, y] = [(way[0] * (e - w)) / 8, (way[1] * (n - s)) / 8];
        this.look([w + x, s + y, e + x, n + y]);
      } else if (event.key === "+" || event.key === "=") this.zoom(1);
      else if (event.key === "-") this.zoom(-1);
      else if (event.key === "Enter" && isAdding) clicked((w + e) / 2, (s + n) / 2, () => null);
    });
    new ResizeObserver(() => this.draw()).observe(place);
    this.ready = Promise.resolve();
  }

  /** Degrees to pixels; the whole box stands in the middle. */
  frame() {
    const { width, height } = this.sheet.getBoundingClientRect();
    const [w, s, e, n] = this.box;
    const narrow = Math.cos((((s + n) / 2) * Math.PI) / 180);
    const room = roomAround(this.sheet.parentNode);
    const [wide, high] = [width - room.left - room.right, height - room.top - room.bottom];
    return {
      width, height, narrow, scale: Math.min(wide / ((e - w) * narrow), high / (n - s)),
      x: room.left + wide / 2, y: room.top + high / 2, lon: (w + e) / 2, lat: (s + n) / 2,
    };
  }

  pixel([lon, lat], frame = this.now) {
    return [
      frame.x + (lon - frame.lon) * frame.narrow * frame.scale,
      frame.y - (lat - frame.lat) * frame.scale,
    ];
  }

  place(event) {
    const { left, top } = this.sheet.getBoundingClientRect();
    const frame = this.now;
    return [
      frame.lon + (event.clientX - left - frame.x) / (frame.narrow * frame.scale),
      frame.lat - (event.clientY - top - frame.y) / frame.scale,
    ];
  }

  path(geometry) {
    if (!geometry) return "";
    const line = (points) =>
      points.map((point, index) => `${index ? "L" : "M"}${this.pixel(point).map((value) => value.toFixed(1)).join(" ")}`).join("");
    const { type, coordinates } = geometry;
    if (type === "LineString") return line(coordinates);
    if (type === "MultiLineString") return coordinates.map(line).join("");
    if (type === "Polygon") return coordinates.map((ring) => `${line(ring)}Z`).join("");
    if (type === "MultiPolygon") return coordinates.flat().map((ring) => `${line(ring)}Z`).join("");
    return "";
  }

  set(id, data) {
    this.data[id] = data;
    if (this.now) this.drawLayer(id);
  }

  draw() {
    this.now = this.frame();
    if (!(this.now.scale > 0)) return;
    this.sheet.setAttribute("viewBox", `0 0 ${this.now.width} ${this.now.height}`);
    for (const layer of DRAWN) this.drawLayer(layer.id);
    this.drawStations();
    this.pick(this.picked);
  }

  drawLayer(id) {
    const layer = DRAWN.find((other) => other.id === id);
    const group = this.groups[id];
    if (!layer || !group) return;
    const features = this.data[id]?.features ?? [];
    group.replaceChildren(
      ...features.map((feature, index) => {
        const more = { "data-feature": index };
        if (feature.geometry?.type === "Point") {
          const [x, y] = this.pixel(feature.geometry.coordinates);
          if (layer.square) return svg("rect", { ...more, x: x - 2.5, y: y - 2.5, width: 5, height: 5, fill: layer.square, stroke: "#fff" });
          if (layer.ring) return svg("circle", { ...more, cx: x, cy: y, r: 3.4, fill: "#fff", stroke: layer.ring });
          if (layer.number) {
            return svg(
              "g", { ...more, transform: `translate(${x} ${y})` },
              svg("circle", { r: 9, fill: layer.number, stroke: "#fff", "stroke-width": 1.8 }),
              svg("text", { y: 3.7, "text-anchor": "middle", "font-size": 10.5, "font-weight": 700, fill: "#fff", text: feature.properties.rank }));
          }
          return svg("circle", { ...more, cx: x, cy: y, r: 3, fill: layer.line });
        }
        const d = this.path(feature.geometry);
        if (layer.fill) return svg("path", { ...more, d, fill: layer.isHatched ? "url(#hatch)" : layer.fill, "fill-rule": "evenodd" });
        const isDashed = layer.dashes && (!layer.dashedWhen || feature.properties[layer.dashedWhen] !== true);
        return svg("path", {
          ...more, d, fill: layer.names ? "transparent" : "none", stroke: layer.line, "stroke-width": layer.width,
          "stroke-dasharray": isDashed ? layer.dashes.join(" ") : null,
        });
      }));
  }

  show(id, isShown) {
    if (isShown) this.hidden.delete(id);
    else this.hidden.add(id);
    this.groups[id]?.setAttribute("visibility", isShown ? "visible" : "hidden");
    if (id === "stations" || id === "added" || id === "communities") this.drawStations();
  }

  stations(stations) {
    this.drawn = stations;
    if (this.now) this.drawStations();
  }

  drawStations() {
    const visible = (this.drawn ?? []).filter((station) => shown.has(station.state === "added" ? "added" : "stations"));
    const focused = document.activeElement?.closest?.(".station")?.dataset.station;
    const kept = new Map([...this.groups.stations.children].map((mark) => [mark.dataset.station, mark]));
    const taken = [];
    const names = [];
    const write = (text, [x, y], size, color, weight) => {
      const wide = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1 : 0.55), 0) * size;
      const box = [x - wide / 2, y - size, x + wide / 2, y + 3];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
      taken.push(box);
      names.push(svg("text", {
        x, y, "text-anchor": "middle", "font-size": size, fill: color, "font-weight": weight, stroke: "#fff",
        "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round", text,
      }));
    };
    for (const station of visible) {
      const [x, y] = this.pixel([station.lon, station.lat]);
      taken.push([x - 8, y - 8, x + 8, y + 8]);
    }
    this.groups.stations.replaceChildren(
      ...visible.map((station) => {
        const [x, y] = this.pixel([station.lon, station.lat]);
        write(station.name || station.id, [x, y + 21], 12.5, NAME_COLORS[station.state] ?? "#8e2418", 600);
        const isChosen = chosen?.layer === "stations" && chosen.id === station.id;
        const mark = kept.get(station.id) ?? this.mark(station.id);
        put(mark, { transform: `translate(${x} ${y})`, "aria-label": stationWords(station), "aria-pressed": String(isChosen) }, []);
        mark.replaceChildren(svg("circle", { class: "halo", r: 14, fill: "transparent" }), stationPicture(station, isChosen));
        return mark;
      }));
    if (!this.hidden.has("communities")) {
      for (const feature of this.data.communities?.features ?? []) {
        const box = boxOf(feature.geometry);
        const [x, y] = this.pixel([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
        if (feature.properties.name) write(feature.properties.name, [x, y + (feature.geometry?.type === "Point" ? 16 : 4)], 11, "#46525b", 400);
      }
    }
    this.groups.names.replaceChildren(...names);
    if (focused) this.focus(focused);
  }

  mark(id) {
    const mark = svg("g", { class: "station", role: "button", tabindex: "0", "data-station": id });
    mark.addEventListener("click", (event) => {
      event.stopPropagation();
      choose("stations", id);
    });
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose("stations", id);
      } else stationKey(event, id);
    });
    mark.addEventListener("pointerdown", (event) => {
      if (stationNow(id)?.state === "closed" || event.button !== 0) return;
      settle();
      const from = [event.clientX, event.clientY];
      let isMoving = false;
      const move = (next) => {
        if (!isMoving && Math.hypot(next.clientX - from[0], next.clientY - from[1]) < 4) return;
        if (!isMoving) choose("stations", id);
        isMoving = true;
        glide(id, ...this.place(next));
      };
      const end = () => {
        removeEventListener("pointermove", move);
        if (!isMoving) return;
        settle();
        renew();
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", end, { once: true });
      event.preventDefault();
      mark.focus({ preventScroll: true });
    });
    return mark;
  }

  pick(feature) {
    this.picked = feature;
    if (!this.now) return;
    const point = feature?.geometry?.type === "Point" ? this.pixel(feature.geometry.coordinates) : null;
    const look = { fill: "none", stroke: "#1f2a33", "stroke-width": 2.8 };
    this.groups.picked.replaceChildren(
      ...(!feature
        ? []
        : [point ? svg("circle", { cx: point[0], cy: point[1], r: 11, ...look }) : svg("path", { d: this.path(feature.geometry), ...look })]));
  }

  fit() {
    this.look([...town.bounds]);
  }

  look(box) {
    this.box = box;
    this.draw();
  }

  see(box) {
    const [x, y] = this.pixel([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
    if (x > 10 && y > 10 && x < this.now.width - 10 && y < this.now.height - 10) return;
    const [w, s, e, n] = this.box;
    const [dx, dy] = [(box[0] + box[2] - w - e) / 2, (box[1] + box[3] - s - n) / 2];
    this.look([w + dx, s + dy, e + dx, n + dy]);
  }

  zoom(by) {
    if (by === 0) return this.look([...town.bounds]);
    const [w, s, e, n] = this.box;
    const factor = by > 0 ? 0.625 : 1.6;
    const [x, y] = [((e - w) / 2) * factor, ((n - s) / 2) * factor];
    this.look([(w + e) / 2 - x, (s + n) / 2 - y, (w + e) / 2 + x, (s + n) / 2 + y]);
  }

  say() {
    this.sheet.setAttribute("aria-label", t("mapKeys"));
    this.drawStations();
  }

  focus(id) {
    [...this.groups.stations.children].find((mark) => mark.dataset.station === id)?.focus({ preventScroll: true });
  }
}

function boundsOfStations() {
  const [lons, lats] = [town.stations.map((station) => station.lon), town.stations.map((station) => station.lat)];
  if (lons.length === 0) return [73, 18, 135, 54];
  const edge = 0.01;
  return [Math.min(...lons) - edge, Math.min(...lats) - edge, Math.max(...lons) + edge, Math.max(...lats) + edge];
}

function boxOf(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(walk);
  };
  if (geometry?.coordinates) walk(geometry.coordinates);
  return box;
}

function canDraw() {
  if (typeof maplibregl === "undefined") return false;
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

// MARK: Adding

let isAdding = false;

function setAdding(value) {
  isAdding = value;
  $("add").setAttribute("aria-pressed", String(value));
  $("add-hint").textContent = value ? t("addHint") : "";
  $("map-side").classList.toggle("adding", value);
}

function clicked(lon, lat, featureThere) {
  if (isAdding) {
    setAdding(false);
    settle();
    const ids = new Set(stationsWith(committed()).map((station) => station.id));
    let number = 1;
    while (ids.has(`new-${number}`)) number += 1;
    const id = `new-${number}`;
    chosen = { layer: "stations", id };
    change({ add: { ...siteStation({ id, name: t("newStation", number), lon, lat }) } });
    return;
  }
  const hit = featureThere();
  if (!hit) choose(null);
  else choose(hit.layer, hit.layer === "routes" ? `${hit.properties.route} ${hit.properties.seq}` : String(hit.properties.id));
}

// MARK: What is selected

let chosen = null;
const SOURCE = { proposed: "proposed_sites" };

function featureOf({ layer, id }) {
  const features = layer === "proposed" ? siteFeatures() : (layers[SOURCE[layer] ?? layer]?.features ?? []);
  if (layer === "routes") return features.find(({ properties }) => `${properties.route} ${properties.seq}` === id);
  return features.find((feature) => idOf(feature) === id);
}

function choose(layer, id, isFar = false) {
  chosen = layer ? { layer, id } : null;
  if (view) {
    const station = layer === "stations" ? stationNow(id) : null;
    const feature = layer && !station ? featureOf(chosen) : null;
    view.pick(feature);
    view.stations(stationsWith(current()));
    if (isFar && (station || feature)) view.see(station ? [station.lon, station.lat, station.lon, station.lat] : boxOf(feature.geometry));
  }
  drawChosen();
  $("station").value = layer === "stations" ? id : "";
}

function drawStationList() {
  const stations = stationsWith(current());
  $("station").replaceChildren(
    html("option", { value: "", text: t("pickNone") }),
    ...stations.map((station) =>
      html("option", {
        value: station.id,
        text: (station.name || station.id) + (station.state === "same" ? "" : ` · ${t(`state.${station.state}`)}`),
      })));
  $("station").value = chosen?.layer === "stations" ? chosen.id : "";
}

let form = null;

function drawChosen() {
  const place = $("chosen");
  if (chosen?.layer === "stations") {
    const station = stationNow(chosen.id);
    if (!station) chosen = null;
    else if (form?.id === station.id && form.language === language && form.state === station.state && place.contains(form.element)) {
      return fillStation();
    } else return drawStation(station);
  }
  form = null;
  if (!chosen) return place.replaceChildren(html("p", { class: "soft", text: t("chosenNone") }));
  const feature = featureOf(chosen);
  if (!feature) return place.replaceChildren();
  const { properties } = feature;
  place.replaceChildren(
    html("h3", { text: properties.name || idOf(feature) }),
    html(
      "dl", {},
      ...rowsOf(chosen.layer, properties)
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .flatMap(([label, value]) => [html("dt", { text: label }), html("dd", {}, value)])));
}

function rowsOf(layer, of) {
  const share = (value) => (typeof value === "number" ? percent(value) : null);
  const stationLink = (id) => {
    if (!id) return null;
    const station = original(id);
    return html("button", {
      type: "button", class: "plain", text: station?.name || id, onclick: () => choose("stations", id, true),
    });
  };
  const unit = (kind) => said(town.kinds.find((other) => other.id === kind)?.unit);
  const inScenario = (kind, id) => {
    const place = active.changed.find((other) => other.kind === kind && other.id === id);
    if (!place) return null;
    return t("fromTo", `${grouped(place.after)} ${unit(kind)}`, grouped(place.before));
  };
  const why = [
    [t("coveredToday"), share(of.covered_share)],
    [t("coveredPlan"), share(of.covered_share_with_plan)],
    [t("nearest"), stationLink(of.nearest_station)],
    [t("minutesTo"), typeof of.nearest_min === "number" ? t("minutes", of.nearest_min.toFixed(1)) : null],
    [t("reason"), of.reason ? term("reason", of.reason) : null],
  ];
  switch (layer) {
    case "communities": {
      const gap = layers.gaps?.features.find((feature) => String(feature.properties.community) === String(of.id));
      return [
        [t("kind"), t("kind.community")], [t("town"), of.town],
        [t("residents"), typeof of.weight === "number" ? grouped(of.weight) : null], ...why,
        [t("gapHere"), gap ? `${grouped(gap.properties.weight)} ${unit("communities")}` : null],
        [t("inScenario", active.name), inScenario("communities", of.id)],
      ];
    }
    case "workers":
      return [
        [t("kind"), t("kind.worker")], [t("trade"), of.trade ? term("trade", of.trade) : null], [t("town"), of.town],
        [t("heads"), typeof of.weight === "number" ? grouped(of.weight) : null], ...why,
        [t("inScenario", active.name), inScenario("workers", of.id)],
      ];
    case "routes": {
      const stretches = layers.routes.features.map((feature) => feature.properties).filter((other) => other.route === of.route);
      const length = stretches.reduce((sum, other) => sum + other.length_km, 0);
      const covered = stretches.reduce((sum, other) => sum + (other.covered ? other.length_km : 0), 0);
      return [
        [t("kind"), t("kind.route")], [t("trade"), of.trade ? term("trade", of.trade) : null],
        [t("trips"), typeof of.trips_per_day === "number" ? grouped(of.trips_per_day, 1) : null],
        [t("stretch"), t(of.covered ? "stretchCovered" : "stretchOpen", of.length_km.toFixed(2))],
        [t("wholeRoute"), t("wholeRouteWords", length.toFixed(2), percent(length > 0 ? covered / length : 0))],
        [t("inScenario", active.name), inScenario("routes", of.route)],
      ];
    }
    case "proposed":
      return [
        [t("kind"), t("kind.site")], [t("rank"), of.rank], [t("host"), of.host ? term("host", of.host) : null],
        [t("gain"), typeof of.gain === "number" ? `${(of.gain * 100).toFixed(1)} ${t("points")}` : null],
        [t("unique"), typeof of.unique === "number" ? `${(of.unique * 100).toFixed(1)} ${t("points")}` : null],
        [t("cost"), of.cost_yuan ? t("yuan", grouped(Number(of.cost_yuan))) : null],
      ];
    default:
      return [
        [t("kind"), t("kind.candidate")], [t("host"), of.host ? term("host", of.host) : null],
        [t("cost"), of.cost_yuan ? t("yuan", grouped(Number(of.cost_yuan))) : null],
      ];
  }
}

const serviceName = (id) => said(town.services.find((service) => service.id === id)?.name) || term("service", id);

function drawStation(station) {
  const { id } = station;
  const before = original(id);
  const isClosed = station.state === "closed";
  const number = (label, key, more) =>
    html(
      "label", {}, label,
      html("input", {
        type: "number", "data-key": key, disabled: isClosed, ...more,
        onchange: (event) => {
          const value = event.target.valueAsNumber;
          if (!Number.isFinite(value) || !event.target.checkValidity()) return fillStation(true);
          const now = stationNow(id);
          if (key === "extra_min") change({ extra_min: { id, minutes: value } });
          else change({ move: { id, lon: round(key === "lon" ? value : now.lon), lat: round(key === "lat" ? value : now.lat) } });
        },
      }));
  const services = [...new Set([...town.services.map((service) => service.id), ...(before ?? station).services])];
  const element = html(
    "form", { onsubmit: (event) => event.preventDefault() },
    html("h3", { text: station.name || id }),
    html("p", { class: "soft", "data-key": "state" }),
    html(
      "div", { class: "fields" },
      number(t("longitude"), "lon", { step: "any", min: -180, max: 180 }),
      number(t("latitude"), "lat", { step: "any", min: -90, max: 90 }),
      html(
        "label", { class: "wide" }, t("hours"),
        html("input", {
          type: "text", "data-key": "hours", disabled: isClosed, placeholder: t("hoursHint"),
          // Left out they are not known.
          onchange: (event) => change({ hours: { id, hours: event.target.value.trim() || undefined } }),
        })),
      number(t("extra"), "extra_min", { step: "any", min: 0, max: 600 })),
    html(
      "fieldset", {}, html("legend", { text: t("services") }),
      html(
        "div", { class: "checks" },
        ...services.map((service) =>
          html(
            "label", {},
            html("input", {
              type: "checkbox", value: service, disabled: isClosed,
              onchange: () =>
                change({
                  services: { id, services: [...element.querySelectorAll("[type=checkbox]:checked")].map((box) => box.value) },
                }),
            }),
            serviceName(service))))),
    html(
      "div", { class: "row" },
      isClosed
        ? html("button", { type: "button", text: t("reopen"), onclick: () => restore(id) })
        : html("button", { type: "button", text: t(before ? "close" : "removeAdded"), onclick: () => change({ close: id }) }),
      isClosed ? null : html("button", { type: "button", text: t("moveByKeys"), onclick: () => view.focus(id) }),
      before && !isClosed ? html("button", { type: "button", "data-key": "restore", text: t("restore"), onclick: () => restore(id) }) : null));
  const held = form?.id === id && $("chosen").contains(document.activeElement) ? document.activeElement : null;
  form = { id, language, state: station.state, element };
  $("chosen").replaceChildren(element);
  fillStation(true);
  // What had the focus is made anew.
  if (held) {
    const key = held.dataset.key ? `[data-key="${held.dataset.key}"]` : held.type === "checkbox" ? `[value="${CSS.escape(held.value)}"]` : ".row button";
    element.querySelector(key)?.focus({ preventScroll: true });
  }
}

/** Values into the form; what she is typing stays. */
function fillStation(isForced = false) {
  const station = form && stationNow(form.id);
  if (!station) return;
  const part = (key) => form.element.querySelector(`[data-key=${key}]`);
  const write = (key, value) => {
    const field = part(key);
    if (isForced || field !== document.activeElement) field.value = value;
  };
  write("lon", round(station.lon));
  write("lat", round(station.lat));
  write("hours", station.hours ?? "");
  write("extra_min", station.extra_min ?? 0);
  for (const box of form.element.querySelectorAll("[type=checkbox]")) box.checked = station.services.includes(box.value);
  const words = [t(`state.${station.state}`), spokenHours(station.hours)].filter(Boolean).join(language === "zh" ? "；" : "; ");
  if (part("state").textContent !== words) part("state").textContent = words;
  if (part("restore")) part("restore").disabled = station.state === "same";
}

function restore(id) {
  settle();
  setEdits(committed().filter((edit) => target(edit) !== id));
  renew();
}

// MARK: Edits

function wordsOf(edit) {
  const kind = operation(edit);
  const value = edit[kind];
  const before = original(target(edit));
  const name = kind === "add" ? value.name : before?.name || target(edit);
  switch (kind) {
    case "move": {
      const east = (value.lon - before.lon) * METERS * Math.cos((before.lat * Math.PI) / 180);
      return t("edit.move", name, grouped(Math.hypot(east, (value.lat - before.lat) * METERS)));
    }
    case "services": return t("edit.services", name, value.services.map(serviceName).join(t("listPause")) || t("nothing"));
    case "hours": return t("edit.hours", name, spokenHours(value.hours) || t("nothing"));
    case "extra_min": return t("edit.extra_min", name, value.minutes);
    default: return t(`edit.${kind}`, name);
  }
}

function drawEdits() {
  const edits = current();
  $("edits").replaceChildren(
    ...edits.map((edit, index) => {
      const words = wordsOf(edit);
      return html(
        "li", {}, html("span", { text: words }), " ",
        html("button", {
          type: "button", class: "plain", text: t("drop"), "aria-label": t("dropEdit", words),
          onclick: () => {
            settle();
            setEdits(committed().filter((_, other) => other !== index));
            renew();
            // The button is gone; the keyboard goes on from the next.
            ($("edits").querySelectorAll("button")[index] ?? $("undo")).focus();
          },
        }));
    }));
  if (edits.length === 0) $("edits").replaceChildren(html("li", { class: "soft none", text: t("editsNone") }));
  $("undo").disabled = active.at === 0 && !provisional;
  $("redo").disabled = active.at + 1 >= active.steps.length || Boolean(provisional);
  $("reset").disabled = edits.length === 0;
}

function drawScenarios() {
  for (const name of ["A", "B"]) {
    $(`pick-${name}`).textContent = t("editScenario", name);
    $(`pick-${name}`).setAttribute("aria-pressed", String(active.name === name));
  }
  $("copy").textContent = t("copyFrom", active.name, active.name === "A" ? "B" : "A");
}

function pickScenario(name) {
  settle();
  active = scenarios[name];
  form = null;
  drawScenarios();
  drawFigures();
  renew();
}

// MARK: The plan and siting

let count = 0;

function drawPlan() {
  const sites = town.plan?.sites ?? [];
  const hasCurve = (town.curve ?? []).length > 1 || sites.length > 0;
  $("curve-part").hidden = !hasCurve;
  $("siting-part").hidden = !town.has_candidates;
  $("plan").hidden = !hasCurve && !town.has_candidates;
  if (hasCurve) {
    $("count-label").textContent = t("planFirst", Math.min(count, sites.length), sites.length);
    const curve = curvePoint(count);
    $("count").setAttribute("aria-valuetext", curve ? curveWords(curve) : String(count));
    $("take-plan").textContent = t("takePlan", Math.min(count, sites.length), active.name);
    $("take-plan").disabled = count === 0 || sites.length === 0;
    $("curve-note").textContent = (curve ? `${curveWords(curve)} ` : "") + t("curveNote");
    drawCurve();
  }
  drawSiting();
}

const curvePoint = (number) => (town.curve ?? []).find((point) => point.new === number);
const isProven = (value, bound) => typeof bound === "number" && bound - value < 5e-7;
const curveWords = (point) =>
  isProven(point.value, point.bound)
    ? t("curveProven", point.new, percent(point.value))
    : t("curveOpen", point.new, percent(point.value), percent(point.bound));

function drawCurve() {
  const curve = town.curve ?? [];
  if (curve.length < 2) return $("curve").replaceChildren();
  const [width, height, left, right, top, bottom] = [370, 150, 38, 12, 10, 24];
  const last = curve[curve.length - 1].new;
  const lowest = Math.max(0, Math.floor(Math.min(...curve.map((point) => point.value)) * 10) / 10);
  const highest = Math.min(1, Math.ceil(Math.max(...curve.map((point) => point.bound)) * 10) / 10);
  const x = (number) => left + ((width - left - right) * number) / Math.max(last, 1);
  const y = (share) => top + ((height - top - bottom) * (highest - share)) / Math.max(highest - lowest, 0.1);
  const line = (key) => curve.map((point, index) => `${index ? "L" : "M"}${x(point.new).toFixed(1)} ${y(point[key]).toFixed(1)}`).join("");
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("curveTitle") });
  for (let tenth = Math.round(lowest * 10); tenth <= Math.round(highest * 10); tenth += 2) {
    chart.append(
      svg("path", { d: `M${left} ${y(tenth / 10)}H${width - right}`, stroke: "#e3e8eb" }),
      svg("text", { x: left - 5, y: y(tenth / 10) + 4, "text-anchor": "end", text: `${tenth * 10}%` }));
  }
  const every = [1, 2, 5, 10, 20, 50, 100].find((each) => last / each <= 7) ?? 200;
  for (let number = 0; number <= last; number += every) {
    chart.append(svg("text", { x: x(number), y: height - 7, "text-anchor": "middle", text: number }));
  }
  const hasRoom = curve.some((point) => !isProven(point.value, point.bound));
  if (hasRoom) {
    chart.append(
      svg("path", { d: line("bound"), fill: "none", stroke: "#5b6872", "stroke-width": 1.5, "stroke-dasharray": "4 3" }));
  }
  chart.append(svg("path", { d: line("value"), fill: "none", stroke: "#2471a3", "stroke-width": 2.4 }));
  const key = (words, at, dashes, color) =>
    chart.append(
      svg("path", { d: `M${width - 146} ${at}h22`, stroke: color, "stroke-width": 2, "stroke-dasharray": dashes }),
      svg("text", { x: width - 118, y: at + 4, text: words }));
  key(t(hasRoom ? "curveValue" : "curveBest"), height - bottom - 26, null, "#2471a3");
  if (hasRoom) key(t("curveBound"), height - bottom - 11, "4 3", "#5b6872");
  const point = curvePoint(count);
  if (point) {
    chart.append(
      svg("path", { d: `M${x(count)} ${top}V${height - bottom}`, stroke: "#1f2a33", "stroke-width": 1, "stroke-dasharray": "2 2" }),
      svg("circle", { cx: x(count), cy: y(point.value), r: 5, fill: "#2471a3", stroke: "#fff", "stroke-width": 1.8 }));
  }
  $("curve").replaceChildren(chart);
}

function showSites(sites, edits) {
  sitesShown = sites;
  view.set("proposed", collection(siteFeatures()));
  if (chosen?.layer === "proposed" && !featureOf(chosen)) choose(null);
  drawReach();
  for (const site of sites) {
    const others = edits.filter((edit) => target(edit) !== site.id);
    fetchAreas([siteStation(site)], [...others, { add: siteStation(site) }]);
  }
}

/** Sites become stations of the scenario; one that is there already stays. */
function takeOver(sites) {
  settle();
  const there = new Set(stationsWith(committed()).map((station) => station.id));
  const edits = sites.map((site) => {
    const station = siteStation(site);
    // A host that was taken over and moved keeps its id: the one taken now gets another.
    for (let number = 2; there.has(station.id); number++) station.id = `${site.id}-${number}`;
    there.add(station.id);
    return { add: station };
  });
  setEdits([...committed(), ...edits]);
  count = 0;
  $("count").value = 0;
  showSites([], []);
  renew();
}

let job = null;

// A share in per cent; stations, minutes and the like as numbers.
const amountOf = (value) => (!job?.unit || job.unit === "share" ? percent(value) : `${Math.round(value * 100) / 100}`);

function drawSiting() {
  const state = job?.state;
  const isBusy = state === "queued" || state === "running";
  $("start").disabled = isBusy;
  $("stop").disabled = !isBusy;
  $("take-siting").hidden = !(job?.sites?.length > 0) || isBusy;
  $("progress").hidden = !isBusy || typeof job?.value !== "number" || (job.unit ?? "share") !== "share";
  if (!$("progress").hidden) {
    $("done").setAttribute("width", job.value * 100);
    $("open").setAttribute("x", job.value * 100);
    $("open").setAttribute("width", Math.max(0, (job.bound ?? job.value) - job.value) * 100);
    $("progress").setAttribute("aria-valuenow", Math.round(job.value * 100));
  }
  let words = "";
  if (state === "queued") words = t("sitingQueued");
  else if (state === "running") {
    const seconds = Math.round((Date.now() - job.begun) / 1000);
    words = typeof job.value === "number"
      ? t("sitingRunning", seconds, amountOf(job.value), job.bound == null ? "–" : amountOf(job.bound))
      : t("sitingSearching", seconds);
  } else if (state === "failed") {
    words = t("sitingFailed") + (language === "zh" ? "" : " ") + said(job.reason);
  } else if (state) {
    const value = job.value ?? job.figures?.value ?? null;
    const bound = job.bound ?? null;
    words = state === "done" && isProven(value, bound)
      ? t("sitingDone", job.sites?.length ?? 0, amountOf(value))
      : t("sitingOpen", job.sites?.length ?? 0, amountOf(value), amountOf(bound));
    if (job.sites?.length > 0) words += (language === "zh" ? "" : " ") + t("sitingShown");
  }
  // Seconds are seen, and not read out one by one.
  $("siting-words").setAttribute("aria-live", state === "running" ? "off" : "polite");
  if ($("siting-words").textContent !== words) $("siting-words").textContent = words;
}

async function startSiting() {
  settle();
  const number = $("new").valueAsNumber;
  if (!Number.isInteger(number) || number < 1) {
    $("new").focus();
    return;
  }
  const edits = committed();
  try {
    job = { state: "queued", edits, begun: Date.now(), ...(await askJSON("/api/siting", { edits, new: number })) };
    tell(null);
  } catch (words) {
    tell(words);
    return;
  }
  drawSiting();
  const { id } = job;
  const clock = setInterval(() => {
    if (job?.id === id && job.state === "running") drawSiting();
    else if (job?.id !== id || job.state !== "queued") clearInterval(clock);
  }, 1000);
  const events = new EventSource(`/api/siting/${encodeURIComponent(id)}/events`);
  events.addEventListener("progress", (event) => {
    if (job?.id !== id) return;
    if (job.state !== "running") job.begun = Date.now();
    Object.assign(job, JSON.parse(event.data), { id, state: "running" });
    drawSiting();
  });
  events.addEventListener("end", () => {
    events.close();
    endSiting(id);
  });
  // A broken line is not the end: it is asked instead.
  events.addEventListener("error", () => {
    events.close();
    endSiting(id);
  });
}

async function endSiting(id) {
  while (job?.id === id) {
    try {
      Object.assign(job, await askJSON(`/api/siting/${encodeURIComponent(id)}`), { id });
    } catch (words) {
      tell(words);
      job.state = "failed";
    }
    drawSiting();
    if (job.state !== "queued" && job.state !== "running") break;
    await pause(1000);
  }
  // "plan" holds it in some answers.
  if (job?.id !== id) return;
  job.sites = (job.sites ?? job.plan?.sites ?? []).map((site) => {
    if (typeof site.lon === "number") return site;
    const [lon, lat] = layers.candidates?.features.find((feature) => idOf(feature) === site.id)?.geometry.coordinates ?? [];
    return { ...site, lon, lat };
  });
  count = 0;
  $("count").value = 0;
  drawPlan();
  if (job.sites.length === 0) return;
  showSites(job.sites, job.edits);
  view.zoom(0);
}

// MARK: Export

const FILES = { geojson: "stations-edited.geojson", csv: "stations-edited.csv", yaml: "analysis-edited.yaml" };

async function exportAs(as) {
  settle();
  try {
    const answer = await ask("/api/export", { edits: committed(), as });
    const address = URL.createObjectURL(await answer.blob());
    const link = html("a", { href: address, download: FILES[as] });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    tell(null);
  } catch (words) {
    tell(words);
  }
}

// MARK: Search

function names() {
  const all = stationsWith(current()).map((station) => ({ layer: "stations", id: station.id, name: station.name, kind: "kind.station" }));
  const take = (layer, kind) => {
    for (const feature of layers[layer]?.features ?? []) all.push({ layer, id: idOf(feature), name: feature.properties.name, kind });
  };
  take("communities", "kind.community");
  take("workers", "kind.worker");
  const routes = new Set();
  for (const { properties } of layers.routes?.features ?? []) {
    if (routes.has(properties.route)) continue;
    routes.add(properties.route);
    all.push({ layer: "routes", id: `${properties.route} ${properties.seq}`, name: properties.name || properties.route, kind: "kind.route" });
  }
  take("candidates", "kind.candidate");
  return all;
}

function search() {
  const text = $("search").value.trim().toLowerCase();
  const nearness = (place) => {
    const name = (place.name ?? "").toLowerCase();
    return name === text ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3;
  };
  const hits = text === "" ? [] : names().filter((place) => nearness(place) < 3).sort((a, b) => nearness(a) - nearness(b));
  $("search-count").textContent = text === "" ? "" : hits.length === 0 ? t("foundNone", $("search").value.trim()) : t("found", hits.length);
  $("found").hidden = text === "";
  $("found").replaceChildren(
    ...(hits.length === 0 && text !== "" ? [html("li", { class: "soft", text: t("foundNone", $("search").value.trim()) })] : []),
    ...hits.slice(0, 12).map((place) =>
      html(
        "li", {},
        html(
          "button", {
            type: "button",
            onclick: () => {
              choose(place.layer, place.id, true);
              $("search").value = "";
              search();
              if (place.layer === "stations") view.focus(place.id);
              else $("search").focus();
            },
          },
          html("span", { text: place.name }), html("small", { text: t(place.kind) })))));
}

function moveInFound(event) {
  const buttons = [...$("found").querySelectorAll("button")];
  if (event.key === "Escape") {
    $("search").value = "";
    search();
    $("search").focus();
  } else if (event.key === "Enter" && event.target === $("search")) {
    event.preventDefault();
    buttons[0]?.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const at = buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    (at < 0 ? $("search") : buttons[Math.min(at, buttons.length - 1)])?.focus();
  }
}

// MARK: Legend

function swatch(id) {
  const layer = DRAWN.find((other) => other.id === id);
  const picture = svg("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" });
  if (id === "stations" || id === "added") {
    const mark = stationPicture({ state: id === "added" ? "added" : "same" }, false);
    mark.setAttribute("transform", "translate(13 8) scale(.9)");
    picture.append(mark);
  } else if (layer.fill) {
    picture.append(svg("rect", { x: 1, y: 2, width: 24, height: 12, fill: layer.isHatched ? "#f7d3a5" : layer.fill, stroke: "#6b7680", "stroke-width": 0.8 }));
    if (layer.isHatched) picture.append(svg("path", { class: "hatch", d: "M2 14L14 2M8 14L20 2M14 14L25 3M1 9L8 2", "stroke-width": 1.2 }));
  } else if (layer.line) {
    const dash = layer.dashedWhen ? null : layer.dashes?.map((value) => value * 1.2).join(" ");
    picture.append(svg("path", { d: layer.dashedWhen ? "M1 8h11" : "M1 8h24", stroke: layer.line, "stroke-width": 2, "stroke-dasharray": dash }));
    if (layer.dashedWhen) picture.append(svg("path", { d: "M14 8h11", stroke: layer.line, "stroke-width": 2, "stroke-dasharray": "3 2" }));
  } else if (layer.square) picture.append(svg("rect", { x: 10, y: 5, width: 6, height: 6, fill: layer.square }));
  else if (layer.ring) picture.append(svg("circle", { cx: 13, cy: 8, r: 3.6, fill: "#fff", stroke: layer.ring, "stroke-width": 1.3 }));
  else {
    picture.append(
      svg("circle", { cx: 13, cy: 8, r: 8, fill: layer.number }),
      svg("text", { x: 13, y: 11.5, "font-size": 10, "font-weight": 700, "text-anchor": "middle", fill: "#fff", text: "1" }));
  }
  return picture;
}

function drawLegend() {
  $("layers").replaceChildren(
    ...LEGEND.filter(hasLayer).map((id) =>
      html(
        "li", {},
        html(
          "label", {},
          html("input", {
            type: "checkbox", checked: shown.has(id), "data-layer": id,
            onchange: (event) => {
              if (event.target.checked) shown.add(id);
              else shown.delete(id);
              view.show(id, event.target.checked);
            },
          }),
          swatch(id), html("span", { text: t(`layer.${id}`) })))));
}

// MARK: Language

function speakIn(next) {
  language = next;
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  document.title = said(town.title);
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const each of ["zh", "en"]) $(each).setAttribute("aria-pressed", String(each === next));
  $("title").textContent = said(town.title);
  $("definition").textContent = said(town.definition.phrase);
  $("illustrative").textContent = said(town.illustrative_note) || t("illustrative");
  $("illustrative").hidden = !town.illustrative;
  $("search").placeholder = t("search");
  const host = town.tiles ? new URL(town.tiles, location.href).host : null;
  $("attribution").textContent = [
    t("attribution", `ServiceCircle ${town.version ?? ""}`.trim()),
    view instanceof LibreView ? t("mapBy") : t("plainMap"),
    host ? t("tilesBy", host) : null, ...(town.attribution ?? []),
  ].filter(Boolean).join(" · ");
  for (const [button, key] of [[zoomIn, "zoomIn"], [zoomOut, "zoomOut"], [zoomAll, "whole"]]) {
    button.setAttribute("aria-label", t(key));
    button.title = t(key);
  }
  if (trouble) tell(trouble);
  $("add-hint").textContent = isAdding ? t("addHint") : "";
  drawLegend();
  drawScenarios();
  drawFigures();
  drawEdits();
  drawStationList();
  drawChosen();
  drawPlan();
  view.say();
  search();
}

// MARK: Beginning

const zoomButton = (sign, by) =>
  html("button", { type: "button", onclick: () => view.zoom(by) }, svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: sign })));
const zoomIn = zoomButton("M8 3V13M3 8H13", 1);
const zoomOut = zoomButton("M3 8H13", -1);
const zoomAll = zoomButton("M3 6V3H6M10 3H13V6M13 10V13H10M6 13H3V10", 0);

async function begin() {
  const early = (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
  language = early;
  try {
    town = await askJSON("/api/town");
  } catch (words) {
    tell(words);
    return;
  }
  const first = town.language === "zh" || town.language === "en" ? town.language : early;
  language = first;
  town.bounds ??= boundsOfStations();
  scenarios.A.figures = town.figures;
  scenarios.B.figures = town.figures;
  $("new").value = Math.max(1, Math.min(5, town.new || 5));
  const sites = town.plan?.sites?.length ?? 0;
  $("count").max = Math.max(sites, ...(town.curve ?? []).map((point) => point.new), 0);
  $("count").value = 0;

  // On a phone the figures come first.
  $("legend").open = !matchMedia("(max-width: 820px)").matches;
  $("map-side").append(html("div", { class: "zooms" }, zoomIn, zoomOut, zoomAll));
  try {
    view = canDraw() ? new LibreView($("map")) : new PlainView($("map"));
  } catch {
    $("map").replaceChildren();
    view = new PlainView($("map"));
  }
  speakIn(first);
  listen();
  view.fit();

  const wanted = [
    "water", "gaps", "roads", "routes", "communities", "boundary", "area", "workers", "candidates", "service_areas",
    "service_area_merged", "proposed_sites",
  ];
  const there = new Set(town.layers.map((layer) => layer.id));
  await Promise.all([
    view.ready,
    ...wanted.filter((id) => there.has(id)).map(async (id) => {
      try {
        layers[id] = await askJSON(`/api/layers/${id}`);
      } catch (words) {
        tell(words);
      }
    }),
  ]);
  learnAreas();
  if (view instanceof PlainView) view.draw();
  for (const { id } of DRAWN) if (layers[id]) view.set(id, layers[id]);
  for (const id of LEGEND) if (!shown.has(id)) view.show(id, false);
  drawLegend();
  drawStations();
  drawReach();
  fetchAreas(town.stations, []);
  document.documentElement.dataset.busy = "false";
  document.documentElement.dataset.ready = view instanceof LibreView ? "maplibre" : "plain";
}

function listen() {
  for (const each of ["zh", "en"]) $(each).addEventListener("click", () => speakIn(each));
  for (const name of ["A", "B"]) $(`pick-${name}`).addEventListener("click", () => pickScenario(name));
  $("copy").addEventListener("click", () => {
    settle();
    const other = active === scenarios.A ? scenarios.B : scenarios.A;
    setEdits(committed(), other);
    evaluate(other);
  });
  $("add").addEventListener("click", () => setAdding(!isAdding));
  $("undo").addEventListener("click", () => step(-1));
  $("redo").addEventListener("click", () => step(1));
  $("reset").addEventListener("click", () => {
    settle();
    setEdits([]);
    renew();
  });
  $("station").addEventListener("change", (event) => choose(event.target.value ? "stations" : null, event.target.value, true));
  $("count").addEventListener("input", (event) => {
    count = event.target.valueAsNumber;
    drawPlan();
    showSites((town.plan?.sites ?? []).slice(0, count), []);
  });
  $("take-plan").addEventListener("click", () => takeOver((town.plan?.sites ?? []).slice(0, count)));
  $("take-siting").addEventListener("click", () => {
    takeOver(job.sites);
    job.sites = [];
    drawSiting();
  });
  $("start").addEventListener("click", startSiting);
  $("stop").addEventListener("click", async () => {
    try {
      await ask(`/api/siting/${encodeURIComponent(job.id)}`, undefined, "DELETE");
    } catch (words) {
      tell(words);
    }
  });
  for (const button of document.querySelectorAll(".export")) button.addEventListener("click", () => exportAs(button.dataset.as));
  $("search").addEventListener("input", search);
  document.querySelector(".search").addEventListener("keydown", moveInFound);
  // On paper nothing can be unfolded, and the map is the one on the screen, made smaller: it is not drawn anew.
  let folded = [];
  addEventListener("beforeprint", () => {
    const { clientWidth: width, clientHeight: height } = $("map");
    Object.assign($("map").style, { width: `${width}px`, height: `${height}px`, zoom: Math.min(1, 700 / width, 600 / height) });
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    Object.assign($("map").style, { width: "", height: "", zoom: "" });
    for (const details of folded) details.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isAdding) setAdding(false);
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target.matches("input[type=text],input[type=number],input[type=search]")) return;
    const isRedo = event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (!isRedo && event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    step(isRedo ? 1 : -1);
  });
}

begin();
