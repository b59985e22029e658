"""Finished documents -> the output folder, replaced whole or not at all.

A build runs ``exclusive`` around everything, and in it ``recover``, ``inspect``, (rendering), ``publish``.

At every moment either the old or the new build stands whole, in the output folder or beside it::

    write .build.staging-<token>, document by document, manifest last, and force it to the disk
    build                   -> .build.previous
    .build.staging-<token>  -> build
    .build.previous         -> .build.discarded-<token>, then delete it file by file

``.build.previous`` is therefore always whole. ``recover`` has one rule: where no build stands in the output
folder, the previous one returns. Everything else that a dead run left beside the folder is removed.
"""

from vastuumatriisi.publish.inspection import inspect, standing
from vastuumatriisi.publish.lock import exclusive
from vastuumatriisi.publish.manifest import Artifact, Edition, Manifest, ManifestEntry
from vastuumatriisi.publish.names import path_fault
from vastuumatriisi.publish.place import refuse_long
from vastuumatriisi.publish.swap import publish, recover

__all__ = [
    "Artifact",
    "Edition",
    "Manifest",
    "ManifestEntry",
    "exclusive",
    "inspect",
    "path_fault",
    "publish",
    "recover",
    "refuse_long",
    "standing",
]
