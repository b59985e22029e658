"""Every command with a file that a user names in it, at ``{strange}``; all else lies in ``{home}``."""

COMMANDS = {
    "build": "--source {strange} --output {home}/build --only workbook",
    "build --output": "--source {home}/tiedot.yaml --output {strange} --only workbook",
    "build --since": "--source {home}/tiedot.yaml --output {home}/build --only handbook --since {strange}",
    "build --templates": "--source {home}/tiedot.yaml --output {home}/build --only posters --templates {strange}",
    "build --template": "--source {home}/tiedot.yaml --output {home}/build --template {strange} --only handbook",
    "build --sites": "--source {home}/tiedot.yaml --output {home}/build --sites {strange} --only sites",
    "check": "check {strange}",
    "check --fix": "check --fix {strange}",
    "diff": "diff {strange} {home}/tiedot.yaml",
    "import": "import {strange} -o {home}/uusi.yaml",
    "import --map": "import {home}/vastuut.xlsx -o {home}/uusi.yaml --map {strange}",
    "review": "review {strange} --source {home}/tiedot.yaml",
    "release": "release --source {strange}",
    "verify": "verify {strange} --source {home}/tiedot.yaml",
    "verify --source": "verify 0123-4567 --source {strange}",
    "new": "new {home}/uusi --language fi --organisation E --title M --sheet {strange}",
}
