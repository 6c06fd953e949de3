-- One row per town and destination (null: not stated) from $since up to $until, by counts at $count_at.
select t.town_code, t.town_name, e.destination, (sum(e.evacuated))::bigint as evacuated, count(*) as reports
from evacuations as e
join chosen_towns as t using (town_code)
where e.count_at = $count_at and e.date between $since and $until
group by all
order by evacuated desc, t.town_name, t.town_code, e.destination
