"""The volunteers of Kentmere, one a line. `people.volunteers` reads it."""

ROSTER = """
name          | stage    | areas| usually free     | seat   | month| months| check | away | mail
Margaret Osei | active   |      | Ta Te We Ha He   | chair  | 1-2  | 64    | ok    | 82-89| account
Graham Holt   | active   | NS   | Mm Ta Te Ha He   | chair  | 1-2  | 55    | ok    |      | account2
Ann Lee       | active   | NC   | Te Ha He         | member | 0-3  | 60    | ok    | 40-47| own
Yusuf Demir   | active   | C    | Me Ta Te Ha He   | member | 1-3  | 31    | ok    |      | own
Priya Nair    | active   | NC   | Te We He         | chair  | 1-2  | 76    | ok    | 91-99| own
Joseph Okafor | active   | NS   | Ta Te Wa We Ha He| chair  | 1-2  | 40    | ok    | 44-49| own
Carol Bennett | active   | NC   | Te He            | chair  | 0-2  | 47    | ok    |      | own
Dev Patel     | active   | NC   | Ta Te Ha He      | chair  | 1-3  | 36    | before| 60-71| own
Imran Qureshi | active   | NC   | Te Ha He         | chair  | 0-2  | 29    | ok    | 7-11 | own
Tom Whitlock  | active   | N    | Te Ha He         | member | 1-3  | 34    | soon  | 57-64| own
Ruth Adeyemi  | active   | NC   | Ta Te Ha He      | member | 1-3  | 22    | soon  |      | own
Siân Morgan   | active   | N    | Mm Te He         | member | 0-2  | 13    | ok    |      | own
Beth Calloway | active   | NS   | Ta Te Wa We Ha He| learner| 0-2  | 2     | ok    |      | own
Kath Dunmore  | active   | C    | Mm Te Ha He      | chair  | 1-3  | 44    | ok    |      | own
Helen Cray    | active   | C    | Te Ha He         | member | 1-3  | 20    | ok    |      | none
Owen Price    | active   | S    | Mm Ta Te We      | member | 1-3  | 46    | ok    |      | own
Wyn Hughes    | active   | S    | Mm Ta Te We      | member | 1-3  | 43    | ok    |      | none
Dilys Fenn    | active   | S    | Mm Ta Te Wa We   | chair  | 1-3  | 51    | ok    | 30-37| own
Roy Catterall | active   | S    | Mm Ta Te We      | member | 0-3  | 25    | ok    |      | couple
Jean Catterall| active   | SC   | Mm Te We He      | member | 0-2  | 25    | ok    |      | couple
Amara Bello   | active   | NC   | Te He            | learner| 0-1  | 1     | ok    |      | own
Fergus Innes  | active   | C    | Te Ha He         | member | 1-2  | 38    | lapsed|      | own
Hannah Sykes  | paused   | N    | Te He            | member | 0-2  | 30    | ok    |      | own
Leon Baptiste | paused   | C    | He               | member | 0-1  | 19    | soon  |      | own
Moira Kendall | paused   | S    | Ta We            | chair  | 0-2  | 62    | lapsed|      | none
Derek Stott   | left     | N    |                  | member | 0-2  | 70    | none  | -40  | own
Winifred Hale | left     | C    |                  | chair  | 0-2  | 80    | none  | -75  | none
Paul Ashby    | left     | S    |                  | member | 0-2  | 27    | none  | -120 | own
Eleanor Pike  | training | N    | Te He            | learner| 0-2  | 4     | ok    |      | own
Lin Zhao      | training | S    | Ta We            | learner| 0-2  | 4     | ok    |      | own
Gareth Bowen  | training | C    | He               | learner| 0-2  | 5     | ok    |      | own
Ife Lawal     | training | N    | Te Ha He         | learner| 0-2  | 5     | ok    |      | own
Rob Kettle    | vetting  | N    |                  | member | 0-2  |       | sent  |      | own
Aisha Khan    | vetting  | C    |                  | member | 0-2  |       | sent  |      | own
Daniel Frost  | vetting  | N    |                  | member | 0-2  |       | sent  |      | own
Maureen Tighe | applicant| S    |                  | member | 0-2  |       | none  |      | own
Peter Ellison | applicant| S    |                  | member | 0-2  |       | none  |      | own
Chloe Vance   | applicant| N    |                  | member | 0-2  |       | none  |      | own
Nadia Rahman  | applicant| N    |                  | member | 0-2  |       | none  |      | own
Samuel Boateng| applicant| C    |                  | member | 0-2  |       | none  |      | own
"""
