-- One row per dataset with dates: its oldest and newest date and its number of reports.
select 'town_status' as dataset, min(date) as oldest, max(date) as newest, count(*) as reports from town_status
union all
select 'evacuations', min(date), max(date), count(*) from evacuations
union all
select 'front_distances', min(date), max(date), count(*) from front_distances
union all
select 'front_lines', min(date), max(date), count(*) from front_lines
order by dataset
