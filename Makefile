# ServiceCircle: `make demo` does the main job, `make test` checks everything.
PREFIX ?= /usr/local
SWIFT_BUILD = swift build -c release

# The build with every trait has a folder of its own: changing traits within one rebuilds everything.
FULL = --scratch-path .build-full --traits Full --pkg-config-path .deps/pkgconfig \
  -Xlinker -rpath -Xlinker '$$ORIGIN/../lib/servicecircle'
SWIFT_TEST = swift test -c release --skip-build --disable-xctest
# What the traits change; everything else is tested in the minimal build.
FULL_TESTS = HiGHSTests|MapServerTests|SitingTests|CommandTests|ArchitectureTests|GDALDataTests|GeodataTests|GDALOutputTests|PostGISTests|FormatsTests|PopulationInputTests|WorkbookTests

.PHONY: setup setup-full setup-postgis setup-office demo demos pictures prefecture full test test-cluster test-minimal test-full test-slow
.PHONY: check check-demos page-test sanitize install geodata setup-cluster cluster-check cluster-test

setup:
	@./scripts/setup

setup-full:
	@./scripts/setup-full

# The database of the tests; without it they say so and go on.
setup-postgis:
	@./scripts/setup-postgis

# The converters of docx, pdf and png, Chinese fonts, and the word processor's styles in .deps/office.
setup-office:
	@./scripts/setup-office

demo: setup
	@$(SWIFT_BUILD) --product servicecircle --quiet
	@.build/release/servicecircle run analyses/wutongqiao.yaml

# Every worked example but the one that asks for an extract of one's own, into out/.
demos: setup
	@$(SWIFT_BUILD) --product servicecircle --quiet
	@for analysis in $(filter-out analyses/openstreetmap.yaml,$(wildcard analyses/*.yaml)); do \
	  echo "== $$analysis"; .build/release/servicecircle run $$analysis --quiet || exit 1; echo; done

# The pictures of docs/, from the reports in out/; what is missing there is run. Asks for chromium and fonts-noto-cjk.
pictures: setup
	@$(SWIFT_BUILD) --product servicecircle --quiet
	@./scripts/pictures

# The program with every trait: .build-full/release/servicecircle.
full: setup-full
	@$(SWIFT_BUILD) $(FULL) --product servicecircle --quiet
	@install -m 755 .deps/highs/lib/libhighs.so .build-full/release/

test: test-cluster test-minimal test-full

# The smaller run of cluster/; without the Python index it says so and goes on.
test-cluster:
	@if $(MAKE) -s .build-cluster-check/requirements.txt; then $(MAKE) -s cluster-check; \
	  else echo "test-cluster: LEFT OUT, the parts of cluster/ were not tested: their packages cannot be had (see above)."; fi

test-minimal: setup
	@$(SWIFT_BUILD) --build-tests
	@$(SWIFT_TEST)

test-full: setup-full setup-postgis
	@$(SWIFT_BUILD) $(FULL) --build-tests
	@install -m 755 .deps/highs/lib/libhighs.so .build-full/release/
	@$(SWIFT_TEST) $(FULL) --filter '$(FULL_TESTS)'
	@./scripts/page-test

# The page of `servicecircle serve`, driven in a headless browser; without Chromium it says so and goes on.
page-test: full
	@./scripts/page-test

# What only repeats itself: more of the random towns against trying everything.
test-slow: setup
	@$(SWIFT_BUILD) --build-tests
	@SERVICECIRCLE_SLOW=1 $(SWIFT_TEST) --filter ActTests

check: setup
	@swift format lint --strict --recursive --parallel Sources Tests Package.swift
	@$(SWIFT_BUILD) --build-tests --quiet
	@$(SWIFT_TEST) --filter ArchitectureTests

# Figures of the worked examples by a second way, from the inputs alone: see scripts/recompute-demos.
DEMOS = wutongqiao wutongqiao-rounds emeishan emeishan-chain jinkouhe jinkouhe-rounds
ONE_KIND = .build/release/servicecircle run analyses/jinkouhe.yaml --quiet --set siting.new=1
PYTHON ?= python3.12
check-demos: setup .build-recompute/requirements.txt
	@$(SWIFT_BUILD) --product servicecircle --quiet
	@for demo in $(DEMOS); do .build/release/servicecircle run analyses/$$demo.yaml --quiet --out out/$$demo || exit 1; done
	@$(ONE_KIND) --set 'inputs.stations.filter="类型=暖心驿站"' --out out/jinkouhe-warm
	@$(ONE_KIND) --set 'inputs.stations.filter="类型=户外劳动者驿站"' --out out/jinkouhe-outdoor
	@.build-recompute/bin/python scripts/recompute-demos out .build/release/servicecircle

.build-recompute/requirements.txt: scripts/recomputing/requirements.txt
	@$(PYTHON) -m venv .build-recompute
	@.build-recompute/bin/pip install -q --only-binary=:all: -r $<
	@cp $< $@

geodata: setup
	@$(SWIFT_BUILD) --product illustrate --quiet
	@.build/release/illustrate

# The eleven counties of Leshan without streets, made up but for what geodata/leshan says, and TOTAL stations, or BUDGET yuan,
# split over them: the report is out/leshan/allocation.html.
TOTAL ?= 100
BUDGET ?=
COUNTIES = out/leshan-counties
prefecture: setup
	@$(SWIFT_BUILD) --product illustrate --quiet
	@$(SWIFT_BUILD) --product servicecircle --quiet
	@.build/release/illustrate leshan --out $(COUNTIES)/input
	@for county in $(COUNTIES)/input/*; do .build/release/servicecircle run $$county/analysis.yaml --quiet || exit 1; done
	@.build/release/servicecircle allocate $(COUNTIES)/results/* $(if $(BUDGET),--budget $(BUDGET),--total $(TOTAL)) \
	  --out out/leshan

# The parts of cluster/ alone, without the program, Java or Spark: its packages come from the Python index.
CLUSTER_PYTHON ?= python3
cluster-check: .build-cluster-check/requirements.txt
	@cd cluster && ../.build-cluster-check/bin/python -m pytest -q -rs

.build-cluster-check/requirements.txt: cluster/requirements-check.txt
	@$(CLUSTER_PYTHON) -c 'import ensurepip' 2>/dev/null || ./scripts/setup python3-venv
	@$(CLUSTER_PYTHON) -m venv .build-cluster-check
	@.build-cluster-check/bin/pip install -q --disable-pip-version-check --only-binary=:all: -r $<
	@cp $< $@

# MapLibre, with which the page of `servicecircle serve` draws; without it the page has a plain map of its own.
setup-server:
	@./scripts/setup-server

setup-cluster:
	@./scripts/setup-cluster

# Many counties on Apache Spark (docs/cluster.md): a cluster of processes on this machine, forty counties, a worker killed.
cluster-test: setup setup-cluster
	@$(SWIFT_BUILD) --product servicecircle --quiet
	@./scripts/cluster-test

# The ground floor under AddressSanitizer and ThreadSanitizer, in build folders of their own.
sanitize: setup
	@./scripts/sanitize

install: full
	install -D -m 755 .build-full/release/servicecircle "$(DESTDIR)$(PREFIX)/bin/servicecircle"
	install -D -m 755 .deps/highs/lib/libhighs.so "$(DESTDIR)$(PREFIX)/lib/servicecircle/libhighs.so"
	install -D -m 644 .deps/highs/LICENSE.txt "$(DESTDIR)$(PREFIX)/lib/servicecircle/HiGHS-LICENSE.txt"
	install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/servicecircle/page" Sources/MapServer/Page/Assets/*
	@[ ! -d .deps/maplibre ] || \
	  install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/servicecircle/maplibre" .deps/maplibre/maplibre-gl.*
	@[ ! -f .deps/office/reference.docx ] || \
	  install -D -m 644 .deps/office/reference.docx "$(DESTDIR)$(PREFIX)/share/servicecircle/reference.docx"
