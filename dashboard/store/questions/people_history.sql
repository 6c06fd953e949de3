-- One row per report of people remaining in a chosen town, from the newest before $since up to $until.
select s.town_code, t.town_name, s.date, s.population_remaining as people, s.source
from town_status as s
join chosen_towns as t using (town_code)
where s.population_remaining is not null and s.date <= $until
qualify s.date >= $since or s.date = max(s.date) filter (s.date < $since) over (partition by s.town_code)
order by t.town_name, s.town_code, s.date
