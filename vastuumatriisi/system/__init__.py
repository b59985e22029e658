"""This machine and this process: system libraries, LibreOffice, what installs them, interrupts and garbage collection.

Imports the standard library only: ``tools/setup_environment.py`` runs it before anything is installed.
"""
