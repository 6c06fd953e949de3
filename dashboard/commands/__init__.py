"""What each command does; ``dashboard/__main__.py`` starts one."""
