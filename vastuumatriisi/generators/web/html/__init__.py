"""The HTML file of the web page: the templates filled in, fonts and scripts put inside of it."""
