-- One row per value of a dimension (town, hromada, raion, team, destination) from $since up to $until, by counts at
-- $count_at; the value is null where reports do not state it. Towns and areas are told apart by code: names repeat.
select
    case $dimension
        when 'town' then t.town_name
        when 'hromada' then t.admin3_name
        when 'raion' then t.admin2_name
        when 'team' then e.team
        when 'destination' then e.destination
    end as value,
    case when $dimension = 'town' then t.town_code end as town_code,
    case $dimension when 'hromada' then t.admin3_code when 'raion' then t.admin2_code end as area_code,
    (sum(e.evacuated))::bigint as evacuated,
    count(*) as reports,
    count(distinct e.town_code) as towns,
    max(e.date) as newest
from evacuations as e
join chosen_towns as t using (town_code)
where e.count_at = $count_at and e.date between $since and $until
group by all
order by evacuated desc, value, town_code, area_code
