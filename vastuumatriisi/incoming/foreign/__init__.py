"""A matrix that somebody else made, as a sheet or as a text: reading/, finding/, writing/, with an account of it."""
