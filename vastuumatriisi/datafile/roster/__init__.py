"""A roster, ``sites.yaml`` or a table -> houses with their people, or every problem of it at once."""
