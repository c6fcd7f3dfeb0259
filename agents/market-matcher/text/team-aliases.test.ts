import { describe, expect, it } from 'vitest';
import { judgePair } from '../judging/judge-questions.js';
import { aListing } from './a-listing.js';
import { rewriteTeams } from './team-aliases.js';

describe('teams with several names', () => {
  it.each([
    ['Man City', 'Manchester City FC'],
    ['PSG', 'Paris Saint-Germain FC'],
    ['Inter', 'FC Internazionale'],
    ['Brighton & Hove Albion', 'Brighton'],
    ['Sporting CP', 'Sporting Lisbon'],
    ['Atletico Madrid', 'Club Atlético de Madrid'],
    ['Korea Republic', 'South Korea'],
    ['Congo DR', 'Democratic Republic of the Congo'],
    ["Côte d'Ivoire", 'Ivory Coast'],
    ['LAFC', 'Los Angeles FC'],
    ['Hamburg', 'Hamburger SV'],
    ['Independ. Santa Fe', 'Independiente Santa Fe'],
    ['Oviedo', 'Real Oviedo'],
    ['Leeds', 'Leeds United'],
    ['Bayern', 'FC Bayern München'],
  ])('%s and %s are one', (here, there) => {
    const kalshi = aListing('kalshi', `${here} vs Ajax Winner?`, { id: 'KXGAME-26APR07XXXAJA-XXX', subtitle: here });
    const event = { id: 'game-xxx-aja-2026-04-07', title: `${there} vs. Ajax` };
    expect(judgePair(kalshi, aListing('polymarket', event.title, { subtitle: there, event })).decision).toBe('accept');
  });

  it.each([
    ['Man City', 'Manchester United'],
    ['South Korea', 'North Korea'],
    ['Congo DR', 'Republic of the Congo'],
    ['Espanyol', 'Barcelona'],
    ['Sheffield Utd', 'Sheffield Wednesday'],
    ['Inter Milan', 'AC Milan'],
    ['LAFC', 'LA Galaxy'],
    ['Inter', 'AC Milan'],
    ['Inter', 'Inter Miami'],
    ['NYCFC', 'New York Red Bulls'],
    ['South Africa', 'Africa United'],
  ])('%s and %s are two', (here, there) => {
    const kalshi = aListing('kalshi', `${here} vs Ajax Winner?`, { id: 'KXGAME-26APR07XXXAJA-XXX', subtitle: here });
    const event = { id: 'game-xxx-aja-2026-04-07', title: `${there} vs. Ajax` };
    expect(judgePair(kalshi, aListing('polymarket', event.title, { subtitle: there, event })).decision).not.toBe(
      'accept',
    );
  });

  it('are left alone inside other words and names', () => {
    expect(rewriteTeams('Barcade, PSGA and Juvenile')).toBe('Barcade, PSGA and Juvenile');
    expect(rewriteTeams('Inter Milano against Inter Miami')).toBe('Internazionale against Inter Miami');
  });
});
