-- The groups of the database, run once by its administrator:
--     psql --dbname=dashboard --set=ON_ERROR_STOP=1 --file=deploy/postgresql/roles.sql
-- Then, with the login that shall own the tables: python -m dashboard migrate, which gives the groups their rights.
-- Logins are made with passwords of your own, for example:
--     create role dashboard_copy login password '..' in role dashboard_app;
create role dashboard_app nologin;     -- adds uploads and rows; changes and deletes nothing
create role dashboard_reader nologin;  -- reads; for copies that only show
