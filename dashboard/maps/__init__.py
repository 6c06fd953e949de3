"""From a frame to a deck.gl specification that needs no internet."""
