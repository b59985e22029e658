"""What comes from people: each folder reads one kind of file and says what it would change, and changes nothing."""
