"""Preloaded first by ``multiprocessing``'s fork server: amid the imports that follow it ends with the command, too."""

from vastuumatriisi.system.process import end_with_parent

end_with_parent()
