"""The handbook as a PDF that everybody can read: LibreOffice makes the pages, and what it leaves out is added here."""
