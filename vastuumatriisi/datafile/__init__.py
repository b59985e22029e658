"""The YAML file as text: parsed, checked, its errors worded, assembled."""
