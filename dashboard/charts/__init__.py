"""From a frame to a Plotly figure that carries its own title, source and date."""
