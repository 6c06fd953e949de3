-- One row per chosen town.
select * exclude (upload_id) from chosen_towns order by town_name, town_code
