-- One row per report of a chosen town from $since up to $until, newest first, with the upload that brought it.
select
    t.town_code, t.town_name, s.date, 'town_status' as dataset, s.status, s.population_remaining as people,
    null::double as front_distance_km, null::integer as evacuated, s.notes, s.source, s.upload_id
from town_status as s join chosen_towns as t using (town_code)
where s.date between $since and $until
union all
select t.town_code, t.town_name, e.date, 'evacuations', null, null, null, e.evacuated, e.count_at, e.source, e.upload_id
from evacuations as e join chosen_towns as t using (town_code)
where e.date between $since and $until
union all
select t.town_code, t.town_name, d.date, 'front_distances', null, null, d.front_distance_km, null, d.method, d.source, d.upload_id
from front_distances as d join chosen_towns as t using (town_code)
where d.date between $since and $until
order by date desc, dataset, source, town_code, evacuated, upload_id, notes
