"""What every importer uses: reading text, JSON, CSV, XML and archives that nobody vouches for."""
