-- The departments' databases and roles, as deploy/local makes them (PostgresProvisioning); passwords.sql lets the roles in.
CREATE ROLE department LOGIN;
CREATE ROLE cdc LOGIN REPLICATION;
CREATE ROLE court_api LOGIN;
CREATE ROLE table_reader LOGIN;

CREATE DATABASE property_register OWNER department;
CREATE DATABASE tax_core OWNER department;
CREATE DATABASE court OWNER department;
CREATE DATABASE exchange_tables OWNER department;
REVOKE ALL ON DATABASE property_register, tax_core, court, exchange_tables FROM PUBLIC;
GRANT CONNECT ON DATABASE property_register, tax_core TO cdc;
GRANT CONNECT ON DATABASE court TO court_api;
GRANT CONNECT ON DATABASE exchange_tables TO table_reader;

-- only a superuser may publish all tables, those still to come included
\connect property_register
GRANT USAGE ON SCHEMA public TO cdc;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO cdc;
CREATE PUBLICATION taxbrain FOR ALL TABLES;

\connect tax_core
GRANT USAGE ON SCHEMA public TO cdc;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO cdc;
CREATE PUBLICATION taxbrain FOR ALL TABLES;

\connect court
GRANT USAGE ON SCHEMA public TO court_api;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO court_api;

\connect exchange_tables
GRANT USAGE ON SCHEMA public TO table_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO table_reader;
