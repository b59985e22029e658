"""What several test modules lean on; no test module imports another one."""
