"""The HTML file of the web edition: the templates filled in, fonts and scripts put inside of it."""
