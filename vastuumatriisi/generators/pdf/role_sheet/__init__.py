"""The sheet of a role: what it says, and how that becomes one or two pages."""
