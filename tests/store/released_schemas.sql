CREATE TABLE uploads ( upload_id INTEGER NOT NULL, dataset VARCHAR(40) NOT NULL, file_name TEXT NOT NULL, file_sha256 VARCHAR(64) NOT NULL, rows_new INTEGER NOT NULL, rows_changed INTEGER NOT NULL, rows_unchanged INTEGER NOT NULL, rows_removed INTEGER NOT NULL, uploaded_by TEXT NOT NULL, uploaded_at VARCHAR(20) NOT NULL, note TEXT NOT NULL, undoes INTEGER, base_version INTEGER NOT NULL, commit_key VARCHAR(64) NOT NULL, content_sha256 VARCHAR(64) NOT NULL, entry_sha256 VARCHAR(64) NOT NULL, PRIMARY KEY (upload_id), UNIQUE (commit_key) )
CREATE TABLE towns ( row_id INTEGER NOT NULL, town_code TEXT NOT NULL, town_name TEXT NOT NULL, town_name_uk TEXT, other_names TEXT, admin1_code TEXT, admin1_name TEXT, admin2_code TEXT, admin2_name TEXT, admin3_code TEXT, admin3_name TEXT, latitude FLOAT, longitude FLOAT, population_baseline INTEGER, source TEXT, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX towns_current ON towns (town_code) WHERE replaced_by IS NULL
CREATE INDEX towns_upload ON towns (upload_id)
CREATE INDEX towns_replaced ON towns (replaced_by) WHERE replaced_by IS NOT NULL
CREATE TABLE town_status ( row_id INTEGER NOT NULL, town_code TEXT NOT NULL, date DATE NOT NULL, status TEXT, population_remaining INTEGER, children_remaining INTEGER, limited_mobility_remaining INTEGER, electricity TEXT, water TEXT, gas TEXT, heating TEXT, hospital TEXT, pharmacy TEXT, bank TEXT, shop TEXT, mobile_network TEXT, road TEXT, evacuation_order TEXT, notes TEXT, source TEXT, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX town_status_current ON town_status (town_code, date) WHERE replaced_by IS NULL
CREATE INDEX town_status_upload ON town_status (upload_id)
CREATE INDEX town_status_replaced ON town_status (replaced_by) WHERE replaced_by IS NOT NULL
CREATE TABLE evacuations ( row_id INTEGER NOT NULL, town_code TEXT NOT NULL, date DATE NOT NULL, count_at TEXT, evacuated INTEGER NOT NULL, girls_0_17 INTEGER, boys_0_17 INTEGER, women_18_59 INTEGER, men_18_59 INTEGER, women_60_plus INTEGER, men_60_plus INTEGER, limited_mobility INTEGER, people_with_disability INTEGER, team TEXT, destination TEXT, source TEXT, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX evacuations_current ON evacuations (town_code, date, coalesce(count_at, ''), coalesce(team, ''), coalesce(destination, '')) WHERE replaced_by IS NULL
CREATE INDEX evacuations_upload ON evacuations (upload_id)
CREATE INDEX evacuations_replaced ON evacuations (replaced_by) WHERE replaced_by IS NOT NULL
CREATE TABLE front_distances ( row_id INTEGER NOT NULL, town_code TEXT NOT NULL, date DATE NOT NULL, source TEXT NOT NULL, front_distance_km FLOAT NOT NULL, method TEXT, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX front_distances_current ON front_distances (town_code, date, source) WHERE replaced_by IS NULL
CREATE INDEX front_distances_upload ON front_distances (upload_id)
CREATE INDEX front_distances_replaced ON front_distances (replaced_by) WHERE replaced_by IS NOT NULL
CREATE TABLE front_lines ( row_id INTEGER NOT NULL, date DATE NOT NULL, source TEXT NOT NULL, area TEXT NOT NULL, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX front_lines_current ON front_lines (date, source) WHERE replaced_by IS NULL
CREATE INDEX front_lines_upload ON front_lines (upload_id)
CREATE INDEX front_lines_replaced ON front_lines (replaced_by) WHERE replaced_by IS NOT NULL
CREATE TABLE spellings ( row_id INTEGER NOT NULL, kind TEXT NOT NULL, used_in TEXT NOT NULL, spelling TEXT NOT NULL, means TEXT, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX spellings_current ON spellings (kind, used_in, spelling) WHERE replaced_by IS NULL
CREATE INDEX spellings_upload ON spellings (upload_id)
CREATE INDEX spellings_replaced ON spellings (replaced_by) WHERE replaced_by IS NOT NULL
CREATE TABLE alert_rules ( row_id INTEGER NOT NULL, rule_id TEXT NOT NULL, kind TEXT NOT NULL, threshold FLOAT, within_km FLOAT, horizon_days FLOAT, service TEXT, area_code TEXT, town_code TEXT, state TEXT NOT NULL, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX alert_rules_current ON alert_rules (rule_id) WHERE replaced_by IS NULL
CREATE INDEX alert_rules_upload ON alert_rules (upload_id)
CREATE INDEX alert_rules_replaced ON alert_rules (replaced_by) WHERE replaced_by IS NOT NULL
CREATE TABLE alert_acknowledgements ( row_id INTEGER NOT NULL, town_code TEXT NOT NULL, rule_id TEXT NOT NULL, began DATE NOT NULL, source TEXT, note TEXT, upload_id INTEGER NOT NULL, replaced_by INTEGER, PRIMARY KEY (row_id), FOREIGN KEY(upload_id) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaced_by) REFERENCES uploads (upload_id) DEFERRABLE INITIALLY DEFERRED )
CREATE UNIQUE INDEX alert_acknowledgements_current ON alert_acknowledgements (town_code, rule_id, began, coalesce(source, '')) WHERE replaced_by IS NULL
CREATE INDEX alert_acknowledgements_upload ON alert_acknowledgements (upload_id)
CREATE INDEX alert_acknowledgements_replaced ON alert_acknowledgements (replaced_by) WHERE replaced_by IS NOT NULL
