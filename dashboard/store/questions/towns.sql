-- One row per town.
select * exclude (upload_id) from towns order by town_name, town_code
