/* Words that made-up listings are put together from. */

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const firstNames = words(
  `James, Mary, Robert, Patricia, John, Jennifer, Michael, Linda, David, Elizabeth, William, Barbara, Richard, Susan,
  Joseph, Jessica, Thomas, Karen, Carlos, Sofia, Mateo, Lucia, Hans, Greta, Pierre, Camille, Luca, Giulia, Ivan, Olga,
  Kenji, Yuki, Wei, Mei, Arjun, Priya, Omar, Fatima, Kwame, Amara, Erik, Astrid, Pavel, Zuzana, Andrei, Ioana, Noah, Emma`,
);

export const surnames = words(
  `Abbott, Becker, Calloway, Dvorak, Eriksen, Fontaine, Galloway, Hartmann, Ibarra, Jankowski, Kowalczyk, Lindqvist,
  Marchetti, Novak, Okafor, Petrov, Quintero, Rossi, Sandoval, Takahashi, Ueda, Vasquez, Whitaker, Xu, Yilmaz, Zamora,
  Anand, Bergstrom, Castellanos, Delacroix, Engel, Ferrari, Gutierrez, Holloway, Ivanova, Jimenez, Khalil, Lombardi,
  Mendoza, Nakamura, Osei, Popescu, Ramaswamy, Schneider, Thackeray, Unger, Voss, Weber, Yamamoto, Zielinski, Adeyemi,
  Blackwood, Costa, Dimitrov, Evans, Farouk, Grigoryan, Hughes, Ishikawa, Jansen, Keller, Laurent, Moreau, Nilsson`,
);

export const countries = words(
  `Argentina, Australia, Austria, Belgium, Bolivia, Brazil, Bulgaria, Canada, Chile, Colombia, Croatia, Czechia,
  Denmark, Ecuador, Egypt, England, Estonia, Finland, France, Germany, Ghana, Greece, Hungary, Iceland, India, Iran,
  Ireland, Israel, Italy, Japan, Kenya, Latvia, Lithuania, Mexico, Morocco, Netherlands, New Zealand, Nigeria, Norway,
  Pakistan, Panama, Paraguay, Peru, Poland, Portugal, Qatar, Romania, Saudi Arabia, Scotland, Senegal, Serbia,
  Slovakia, Slovenia, South Africa, South Korea, Spain, Sweden, Switzerland, Tunisia, Turkey, Ukraine, Uruguay`,
);

export const states = words(
  `Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia, Hawaii, Idaho,
  Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota,
  Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina,
  North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas,
  Utah, Vermont, Virginia, Washington, West Virginia, Wisconsin, Wyoming`,
);

/** Cities with weather markets, as either venue writes them. */
export const cities = [
  ['NYC', 'New York City'],
  ['LA', 'Los Angeles'],
  ['Chicago', 'Chicago'],
  ['Miami', 'Miami'],
  ['Austin', 'Austin'],
  ['Denver', 'Denver'],
  ['Philadelphia', 'Philadelphia'],
  ['Seattle', 'Seattle'],
  ['Houston', 'Houston'],
  ['London', 'London'],
  ['Boston', 'Boston'],
  ['Atlanta', 'Atlanta'],
] as const;

/** Name, ticker, price from which the ladder starts, step. */
export const coins = [
  ['Bitcoin', 'BTC', 64_000, 500],
  ['Ethereum', 'ETH', 2_400, 40],
  ['Solana', 'SOL', 120, 5],
  ['XRP', 'XRP', 2, 0.1],
  ['Dogecoin', 'DOGE', 0.1, 0.01],
] as const;

export const offices = words(
  `Prime Minister, President, Finance Minister, Foreign Minister, Defense Minister, Central Bank Governor`,
);

export const prizes = words(`Oscars, Emmys, Grammys, Golden Globes, Tony Awards, BAFTAs, Critics Choice Awards`);

export const prizeCategories = words(
  `Best Actress, Best Actor, Best Director, Best Supporting Actress, Best Supporting Actor, Best Original Score,
  Best Costume Design, Best Casting, Best New Artist, Best Documentary, Best Comedy Series, Best Drama Series`,
);

export const spokenWords = words(
  `Inflation, Tariff, China, Border, Bitcoin, Artificial Intelligence, Windmill, Recession, Golf, Ukraine, Oil,
  Greenland, Medicare, Hoax, Peace, Nuclear, Venezuela, Autopen, Affordability, Fake News, Ballroom, Drone`,
);

export const deeds = [
  ['leave office', 'out'],
  ['resign', 'resigns'],
  ['be impeached', 'impeached'],
  ['visit China', 'visits China'],
  ['meet with Vladimir Putin', 'meets with Putin'],
  ['announce a run for President', 'announces presidential run'],
  ['be indicted', 'indicted'],
  ['sign a trade deal', 'signs trade deal'],
] as const;
