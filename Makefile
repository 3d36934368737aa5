# ServiceCircle: `make demo` does the main job, `make test` checks everything.
PREFIX ?= /usr/local
SWIFT_BUILD = swift build -c release

.PHONY: setup demo test check sanitize install geodata

setup:
	@./scripts/setup

demo: setup
	@$(SWIFT_BUILD) --product servicecircle --quiet
	@.build/release/servicecircle run analyses/wutongqiao.yaml

test: setup
	@$(SWIFT_BUILD) --build-tests
	@swift test -c release --skip-build --disable-xctest

check: setup
	@swift format lint --strict --recursive --parallel Sources Tests Package.swift
	@$(SWIFT_BUILD) --build-tests --quiet
	@swift test -c release --skip-build --disable-xctest --filter ArchitectureTests

geodata: setup
	@$(SWIFT_BUILD) --product illustrate-wutongqiao --quiet
	@.build/release/illustrate-wutongqiao

# The ground floor under AddressSanitizer and ThreadSanitizer, in build folders of their own.
sanitize: setup
	@./scripts/sanitize

install: setup
	@$(SWIFT_BUILD) --product servicecircle --quiet
	install -D -m 755 .build/release/servicecircle "$(DESTDIR)$(PREFIX)/bin/servicecircle"
