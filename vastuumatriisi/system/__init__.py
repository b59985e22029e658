"""What this machine has and lacks: system libraries, and the one command that installs them.

Standard library only: the set-up runs it before anything is installed.
"""
