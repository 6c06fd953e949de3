"""How figures look and read: colours by role, formats by kind, words by key, safe pieces of HTML."""
