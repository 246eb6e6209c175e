-- Entries that somebody wrote who keeps no catalogue: when, who is told what becomes of them, and who has the thing. They are drafts
-- for as long as the first of these stands there.
ALTER TABLE solutions ADD COLUMN drafted BIGINT;
ALTER TABLE solutions ADD COLUMN drafted_by TEXT REFERENCES people (id);
ALTER TABLE solutions ADD COLUMN who_has TEXT;
CREATE INDEX solutions_by_draft ON solutions (owner_id, drafted);

-- Comments that ask those who use a solution, and those that answer one.
ALTER TABLE comments ADD COLUMN asked_id TEXT REFERENCES organisations (id);
ALTER TABLE comments ADD COLUMN answers_id TEXT REFERENCES comments (id);
CREATE INDEX comments_by_asked ON comments (asked_id, at);
CREATE INDEX comments_by_question ON comments (answers_id);

-- Groups that people in a municipality know, in place of the eight of the accounts; codes and their names stay as they are for statistics.
-- What somebody has grouped otherwise stays too.
UPDATE service_areas SET area_group = 'Ledning, ärende och kommunikation', area_group_en = 'Leadership, cases and communication'
WHERE code IN ('100', '110', '120', '130', 'G4', 'G5', 'G8')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Bygga, bo och miljö', area_group_en = 'Building, housing and environment'
WHERE code IN ('215', '225', '261', '263', '267', '800', '815')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Gator, parker och trafik', area_group_en = 'Streets, parks and traffic'
WHERE code IN ('249', '250', '805', '830', '832', '834')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Vatten, avfall och energi', area_group_en = 'Water, waste and energy'
WHERE code IN ('855', '860', '865', '870')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Räddning och beredskap', area_group_en = 'Rescue and preparedness'
WHERE code IN ('270', '275')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Kultur, fritid och turism', area_group_en = 'Culture, leisure and tourism'
WHERE code IN ('230', '300', '310', '315', '320', '330', '340', '350')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Förskola, skola och vuxenutbildning', area_group_en = 'Preschool, school and adult education'
WHERE code IN ('400', '407', '412', '415', '425', '435', '440', '443', '450', '453', '470', '472', '474', '475', '476', '478')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Äldreomsorg och hemsjukvård', area_group_en = 'Elderly care and home health care'
WHERE code IN ('500', '505', '510')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Funktionsstöd', area_group_en = 'Support for people with disabilities'
WHERE code IN ('513', '520', '530')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Individ- och familjeomsorg', area_group_en = 'Individual and family services'
WHERE code IN ('559', '569', '571', '575', '585')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Arbete, näringsliv och integration', area_group_en = 'Work, business and integration'
WHERE code IN ('220', '600', '610', '810')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'Ekonomi, HR och inköp', area_group_en = 'Finance, HR and procurement'
WHERE code IN ('G1', 'G2', 'G3')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
UPDATE service_areas SET area_group = 'IT, lokaler och måltider', area_group_en = 'IT, premises and meals'
WHERE code IN ('G6', 'G7')
AND area_group IN ('Politik och ledning', 'Infrastruktur, skydd m.m.', 'Kultur och fritid', 'Pedagogisk verksamhet', 'Vård och omsorg', 'Särskilt riktade insatser', 'Affärsverksamhet', 'Gemensamt');
