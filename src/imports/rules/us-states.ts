import { foldValue } from './values'

/** The zone in which most people of a state live; a branch in another part of it is set by hand. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': [
    'Connecticut CT',
    'Delaware DE',
    'District of Columbia DC',
    'Florida FL',
    'Georgia GA',
    'Maine ME',
    'Maryland MD',
    'Massachusetts MA',
    'New Hampshire NH',
    'New Jersey NJ',
    'New York NY',
    'North Carolina NC',
    'Ohio OH',
    'Pennsylvania PA',
    'Rhode Island RI',
    'South Carolina SC',
    'Vermont VT',
    'Virginia VA',
    'West Virginia WV',
  ],
  'America/Kentucky/Louisville': ['Kentucky KY'],
  'America/Detroit': ['Michigan MI'],
  'America/Indiana/Indianapolis': ['Indiana IN'],
  'America/Chicago': [
    'Alabama AL',
    'Arkansas AR',
    'Illinois IL',
    'Iowa IA',
    'Kansas KS',
    'Louisiana LA',
    'Minnesota MN',
    'Mississippi MS',
    'Missouri MO',
    'Nebraska NE',
    'North Dakota ND',
    'Oklahoma OK',
    'South Dakota SD',
    'Tennessee TN',
    'Texas TX',
    'Wisconsin WI',
  ],
  'America/Denver': ['Colorado CO', 'Montana MT', 'New Mexico NM', 'Utah UT', 'Wyoming WY'],
  'America/Boise': ['Idaho ID'],
  'America/Phoenix': ['Arizona AZ'],
  'America/Los_Angeles': ['California CA', 'Nevada NV', 'Oregon OR', 'Washington WA'],
  'America/Anchorage': ['Alaska AK'],
  'Pacific/Honolulu': ['Hawaii HI'],
  'America/Puerto_Rico': ['Puerto Rico PR'],
}

const zoneByName = new Map(
  Object.entries(ZONES).flatMap(([zone, states]) =>
    states.flatMap((state) => [
      [foldValue(state.slice(0, -3)), zone] as const,
      [foldValue(state.slice(-2)), zone] as const,
    ]),
  ),
)

/** Zone of a state of the USA by its name or its two letters; undefined for anything else. */
export const zoneOfState = (value: string): string | undefined => zoneByName.get(foldValue(value))
