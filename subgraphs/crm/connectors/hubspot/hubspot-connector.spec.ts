import { openHubspotFixture } from '../../testing/hubspot-fixture.ts';
import { describeCrmConnector } from '../crm-connector.contract.ts';

describeCrmConnector('HubSpot', openHubspotFixture);
