# Everything runs in the project's own .venv, which the first recipe sets up.
in_venv := "python3 tools/in_venv.py"

# list the recipes
default:
    @just --list

# check the sample articles: just demo --output-format json
demo *arguments:
    python3 examples/run.py {{ arguments }}

# run the tests: just test -k marks
test *arguments:
    python3 tests/run_pytest.py {{ arguments }}

# look at the report in Chromium, which must be on the path
test-browser *arguments:
    {{ in_venv }} --extra test --extra all --extra browser -- python -m pytest tests/test_browser.py {{ arguments }}

# run the example notebooks, and try what a report shows in one
test-notebooks *arguments:
    {{ in_venv }} --extra test --extra notebooks -- python -m pytest tests/test_notebooks.py tests/test_notebook.py {{ arguments }}

# lint, check the format and the floors of the house
lint:
    {{ in_venv }} --extra lint -- ruff check
    {{ in_venv }} --extra lint -- ruff format --check
    {{ in_venv }} --extra lint -- lint-imports

# rewrite what ruff can mend
fix:
    {{ in_venv }} --extra lint -- ruff check --fix
    {{ in_venv }} --extra lint -- ruff format

# check the types
types:
    {{ in_venv }} --extra lint --extra test -- mypy

# build the documentation into docs/_build
docs:
    {{ in_venv }} --extra docs -- sphinx-build -n -W --keep-going docs docs/_build

# put real output into the documentation
outputs:
    {{ in_venv }} -- python tools/fill_outputs.py README.md docs/*/*.md

# measure articles a second end to end, by stage, and with workers: just bench-articles --seed 8
bench-articles *arguments:
    {{ in_venv }} -- python -m bench.articles {{ arguments }}

# measure quotations and speakers beside other libraries: just bench-speakers --limit 20
bench-speakers *arguments:
    {{ in_venv }} --extra bench -- python bench/speakers/run.py {{ arguments }}

# measure articles a core-hour and memory under Spark, which needs Java
bench-spark *arguments:
    {{ in_venv }} --extra spark -- python bench/spark.py {{ arguments }}

# measure the tracing of quotations beside other tools: just bench-tracing --statements 1000
bench-tracing *arguments:
    {{ in_venv }} --extra bench -- python bench/tracing/run.py {{ arguments }}

# measure whether changed quotations pass and sound ones are accused: just bench-drift --seed 11
bench-drift *arguments:
    {{ in_venv }} --extra bench -- python bench/drift/run.py {{ arguments }}

# measure how large the report of 500 articles is, and how long Chromium takes to open it
bench-report *arguments:
    {{ in_venv }} --extra browser -- python -m bench.report {{ arguments }}

# simulate honest and shifted days, and check the composed articles about days
bench-dates *arguments:
    {{ in_venv }} -- python -m bench.dates.simulate {{ arguments }}
    {{ in_venv }} -- python -m bench.dates.cases

# all that a change must pass
ci:
    .ci/run
