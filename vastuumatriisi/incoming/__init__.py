"""What comes from people: foreign matrices and returned workbooks."""
