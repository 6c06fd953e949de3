"""The pieces of Streamlit that every page uses."""
