"""What may come: the outlook from comparable past cases, its tested error, and the time that clearing takes."""
