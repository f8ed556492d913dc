-- What a merchant sells; `identity` is the SKU where there is one, else name and spec.
CREATE TABLE products (
    merchant_id uuid NOT NULL,
    id uuid NOT NULL,
    identity text NOT NULL,
    sku text NOT NULL,
    name text NOT NULL,
    spec text NOT NULL,
    barcode text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, id),
    CONSTRAINT products_identity UNIQUE (merchant_id, identity),
    CONSTRAINT products_merchant FOREIGN KEY (merchant_id) REFERENCES parties (id)
);

-- A merchant's product in a factory's words.
CREATE TABLE sku_map (
    merchant_id uuid NOT NULL,
    binding_id uuid NOT NULL,
    product_id uuid NOT NULL,
    fulfiller_sku text NOT NULL,
    fulfiller_name text NOT NULL,
    supply_fen bigint,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, binding_id, product_id),
    CONSTRAINT sku_map_binding FOREIGN KEY (merchant_id, binding_id) REFERENCES bindings (merchant_id, id),
    CONSTRAINT sku_map_product FOREIGN KEY (merchant_id, product_id) REFERENCES products (merchant_id, id)
);
