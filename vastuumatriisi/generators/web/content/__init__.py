"""What the web page says: values of plain words, complete before any HTML is made."""
