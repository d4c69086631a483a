import { openSalesforceFixture } from '../../testing/salesforce-fixture.ts';
import { describeCrmConnector } from '../crm-connector.contract.ts';

describeCrmConnector('Salesforce', openSalesforceFixture);
